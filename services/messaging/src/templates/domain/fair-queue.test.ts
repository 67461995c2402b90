import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FairQueue } from './fair-queue.js'

/** Runs everything that waits, one slot at a time, and returns the names in the order in which they were served. */
function serve(queue: FairQueue<number>): readonly string[] {
  const served: string[] = []
  for (let taken = queue.next(); taken !== null; taken = queue.next()) {
    served.push(taken.name)
    queue.done(taken.name, taken.item)
  }
  return served
}

describe('a queue for many workspaces', () => {
  it('serves a lone item after at most one of the two hundred that came before it', () => {
    const queue = new FairQueue<number>({ slots: 1, spare: 0 })
    for (let index = 0; index < 200; index += 1) queue.add('many', 120, 'usual')
    const first = queue.next()
    queue.add('one', 1, 'usual')
    queue.done(first?.name ?? '', 120)
    expect(serve(queue)[0]).toBe('one')
  })

  it('keeps a slot for others while one of them has much to do', () => {
    const queue = new FairQueue<number>({ slots: 3, spare: 1 })
    for (let index = 0; index < 200; index += 1) queue.add('many', 120, 'usual')
    expect([queue.next()?.name, queue.next()?.name, queue.next()]).toEqual(['many', 'many', null])
    queue.add('one', 1, 'usual')
    expect(queue.next()?.name).toBe('one')
  })

  it('lets what is urgent overtake within its own line only', () => {
    const queue = new FairQueue<number>({ slots: 1, spare: 0 })
    queue.add('a', 1, 'usual')
    queue.add('a', 2, 'first')
    queue.add('b', 3, 'usual')
    const order = [queue.next()]
    queue.done('a', 1)
    order.push(queue.next())
    queue.done('b', 1)
    order.push(queue.next())
    expect(order.map((taken) => taken?.item)).toEqual([2, 3, 1])
  })

  it('shares what is spent, not the number of items', () => {
    const queue = new FairQueue<number>({ slots: 1, spare: 0 })
    for (let index = 0; index < 10; index += 1) queue.add('slow', 100, 'usual')
    for (let index = 0; index < 100; index += 1) queue.add('quick', 10, 'usual')
    const firstHalf = serve(queue).slice(0, 55)
    expect(firstHalf.filter((name) => name === 'slow').length).toBeLessThanOrEqual(6)
    expect(firstHalf.filter((name) => name === 'quick').length).toBeGreaterThanOrEqual(49)
  })

  it('never makes a line wait for more than one item of each other line', () => {
    const lines = fc.array(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }), {
      minLength: 2,
      maxLength: 6,
    })
    fc.assert(
      fc.property(lines, (given) => {
        const queue = new FairQueue<number>({ slots: 1, spare: 0 })
        for (const [name, costs] of given.entries()) for (const cost of costs) queue.add(`${name}`, cost, 'usual')
        queue.add('late', 1, 'usual')
        const served = serve(queue)
        expect(served.length).toBe(given.flat().length + 1)
        expect(served.indexOf('late')).toBeLessThanOrEqual(given.length)
      }),
    )
  })
})
