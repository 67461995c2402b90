import { describe, expect, it } from 'vitest'
import { keep, tableOf } from './report.js'

const run = (fault: string, seed: number, more: object = {}) => ({
  fault,
  seed,
  title: `fault ${fault}`,
  events: 100,
  kills: 2,
  recoverySeconds: 1.5,
  lost: 0,
  doubled: 0,
  disordered: 0,
  verdict: 'held',
  ...more,
})

describe('the table of faults', () => {
  it('has one line for each fault, with all its seeds', () => {
    const lines = tableOf([run('1', 1), run('1', 2), run('4b', 1)]).split('\n')
    expect(lines.slice(2)).toEqual([
      '| 1 | fault 1 | 1, 2 | 200 | 4 | 1.5, 1.5 | 0 | 0 | 0 | held |',
      '| 4b | fault 4b | 1 | 100 | 2 | 1.5 | 0 | 0 | 0 | held |',
    ])
  })

  it('hides no run that broke behind one that held', () => {
    const [, , line] = tableOf([run('1', 1), run('1', 2, { lost: 3, verdict: 'broken: I1' })]).split('\n')
    expect(line).toBe('| 1 | fault 1 | 1, 2 | 200 | 4 | 1.5, 1.5 | 3 | 0 | 0 | held; broken: I1 |')
  })
})

describe('what is kept of results', () => {
  it('is no more than the table shows, of those of before too', () => {
    const noise = { seen: { 'published again': 3 }, refusals: {}, findings: [], drained: { left: [] } }
    expect(keep([run('1', 1, noise)], [run('2', 1, noise)], ['1', '2'])).toEqual([run('1', 1), run('2', 1)])
  })

  it('is the last of each fault, in the order of the faults and their seeds', () => {
    const before = [run('4b', 1, { verdict: 'broken: I1' }), run('10', 1), run('4b', 3)]
    const kept = keep(before, [run('4b', 2), run('4b', 1)], ['4b', '10'])
    expect(kept.map(({ fault, seed, verdict }) => `${fault} ${seed} ${verdict}`)).toEqual([
      '4b 1 held',
      '4b 2 held',
      '10 1 held',
    ])
  })
})
