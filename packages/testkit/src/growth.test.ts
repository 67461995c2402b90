import { describe, expect, it } from 'vitest'
import { expectSlowGrowth, growthOf, hostileTexts } from './growth.js'

const blanks = (bytes: number): string => ' '.repeat(bytes)

describe('the look at growth', () => {
  it('takes what reads a text once', async () => {
    await expectSlowGrowth((text) => text.replaceAll(/[ \t]+/g, ' '), new Map([['blanks', blanks]]))
  })

  it('finds a pattern that begins anew at each position', async () => {
    // The blanks at the end are searched for from each blank before them.
    const trimEnd = (text: string): string => text.slice(0, text.search(/\s+$/))
    const short = (bytes: number): string => `${blanks(bytes / 50)}x`
    await expect(expectSlowGrowth(trimEnd, new Map([['blanks before a letter', short]]))).rejects.toThrow(
      /^Grows faster than its input:\nblanks before a letter: .* \((8\.[1-9]|9\.\d|\d{2,}\.\d)\)$/,
    )
  })

  it('leaves alone what costs too little to matter, however it grows', async () => {
    const everyPair = (text: string): number => {
      let sum = 0
      for (let turn = 0; turn < (text.length / 4_000) ** 2; turn += 1) sum += turn
      return sum
    }
    expect(await growthOf(everyPair, blanks)).toBeNull()
  })

  it('counts a refusal like an answer', async () => {
    const refuse = (): never => {
      throw new Error('no')
    }
    await expectSlowGrowth(refuse, new Map([['blanks', blanks]]))
  })

  it('has texts of the length that is asked for', () => {
    for (const [name, hostile] of hostileTexts) expect(Math.abs(hostile(1_000).length - 1_000), name).toBeLessThan(20)
  })
})
