import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Branch, decideParent } from './unit-tree.js'

const tree: readonly Branch[] = [
  { key: 'firm', parent: null },
  { key: 'service', parent: 'firm' },
  { key: 'hotline', parent: 'service' },
]

describe('where a unit may stand', () => {
  it('is at the top, or below one that there is', () => {
    expect(decideParent({ key: 'partner', parent: null }, tree).outcome).toBe('fits')
    expect(decideParent({ key: 'shop', parent: 'hotline' }, tree).outcome).toBe('fits')
    expect(decideParent({ key: 'shop', parent: 'shops' }, tree).outcome).toBe('unknown_parent')
  })

  it('is not below itself, over however many others', () => {
    expect(decideParent({ key: 'firm', parent: 'firm' }, tree)).toEqual({ outcome: 'circle', circle: ['firm', 'firm'] })
    expect(decideParent({ key: 'firm', parent: 'hotline' }, tree)).toEqual({
      outcome: 'circle',
      circle: ['firm', 'hotline', 'service', 'firm'],
    })
  })

  it('is found also where others stand in a circle', () => {
    const circle = [
      { key: 'left', parent: 'right' },
      { key: 'right', parent: 'left' },
    ]
    expect(decideParent({ key: 'shop', parent: 'left' }, circle).outcome).toBe('fits')
  })

  it('leaves no circle, whatever is put in which order', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    fc.assert(
      fc.property(fc.array(fc.record({ key, parent: fc.option(key) }), { maxLength: 30 }), (puts) => {
        const units = new Map<string, Branch>()
        for (const put of puts) if (decideParent(put, [...units.values()]).outcome === 'fits') units.set(put.key, put)
        for (const { key: start } of units.values()) {
          let steps = 0
          for (let at: string | null = start; at !== null; at = units.get(at)?.parent ?? null) steps += 1
          expect(steps).toBeLessThanOrEqual(units.size)
        }
      }),
    )
  })
})
