import { describe, expect, it } from 'vitest'
import { tableOf } from './report.js'

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
  seen: {},
  refusals: {},
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
