import { describe, expect, it } from 'vitest'
import { AppError } from '../values/errors.js'
import { openOutages } from './outages.js'

function world() {
  const lines: Record<string, unknown>[] = []
  const at = { ms: 0 }
  let look = (): void => undefined
  let looking = 0
  const outages = openOutages({
    logger: { warn: (fields: object, text: string) => void lines.push({ ...fields, text }) },
    clock: () => at.ms,
    repeat: (again) => {
      look = again
      looking += 1
      return () => void (looking -= 1)
    },
  })
  const pass = (ms: number): void => {
    at.ms += ms
    look()
  }
  return { outages, lines, pass, looking: () => looking }
}

const refused = (): Error =>
  Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED', syscall: 'connect' })

describe('what does not work', () => {
  it('is one line when it begins and one when it is over, with how long and how often', () => {
    const { outages, lines, pass, looking } = world()
    for (let second = 0; second < 30; second += 1) {
      outages.failed('database', refused())
      pass(1_000)
    }
    expect(outages.isAway('database')).toBe(true)
    expect([outages.sinceFailed('database'), outages.sinceFailed('log')]).toEqual([1_000, Number.POSITIVE_INFINITY])
    outages.works('database')
    expect(outages.isAway('database')).toBe(false)
    pass(7_000)
    expect(outages.sinceFailed('database')).toBe(8_000)
    expect(lines).toEqual([
      {
        event: 'outage.began',
        what: 'database',
        reason: 'away',
        text: 'trouble with database (away): connect ECONNREFUSED 127.0.0.1:5432',
      },
      {
        event: 'outage.ended',
        what: 'database',
        seconds: 30,
        failures: 30,
        reasons: { away: 30 },
        text: 'trouble with database is over after 30 s; it was met 30 times',
      },
    ])
    expect(looking()).toBe(0)
  })

  it('is not over while it fails and works by turns', () => {
    const { outages, lines, pass } = world()
    for (let turn = 0; turn < 10; turn += 1) {
      outages.failed('log', refused())
      pass(1_000)
      outages.works('log')
      pass(3_000)
    }
    expect(lines).toHaveLength(1)
    pass(3_000)
    expect(lines[1]).toMatchObject({ event: 'outage.ended', seconds: 37, failures: 10 })
  })

  it('is told once for each reason, so that a password that is refused shows behind a server that was away', () => {
    const { outages, lines } = world()
    outages.failed('database', refused())
    outages.failed('database', Object.assign(new Error('password authentication failed'), { code: '28P01' }))
    outages.failed('database', refused())
    expect(lines.map(({ reason }) => reason)).toEqual(['away', 'login'])
  })

  it('names the innermost cause, also of a host with several addresses', () => {
    const { outages, lines } = world()
    const several = new AggregateError([refused()], '')
    outages.failed('log', new AppError('unavailable', 'log_unavailable', 'The log is away.', { cause: several }))
    expect(lines[0]).toMatchObject({
      reason: 'away',
      text: 'trouble with log (away): connect ECONNREFUSED 127.0.0.1:5432',
    })
  })

  it('is told where it is met: what fails because the database or the log is away is left out', () => {
    const { outages, lines } = world()
    const refusal = new AppError('unavailable', 'database_unavailable', 'It is away.', { cause: refused() })
    outages.failed('timers', refusal)
    outages.met('sending', refusal)
    outages.met(
      'timers of recheck',
      new AppError('unavailable', 'log_unavailable', 'It is away.', { cause: refused() }),
    )
    expect(lines).toEqual([])
    // Nobody else tells of a pool that is exhausted.
    outages.failed('timers', new AppError('unavailable', 'database_unavailable', 'No connection is free.'))
    expect(lines).toMatchObject([{ what: 'timers', reason: 'database_unavailable' }])
  })

  it('shows the error only where it is no server that is away', () => {
    const { outages, lines } = world()
    const bug = new TypeError('x is undefined')
    outages.failed('timers', bug)
    expect(lines[0]).toMatchObject({ reason: 'TypeError', err: bug })
  })

  it('is over after a quiet minute where nobody can say that it works', () => {
    const { outages, lines, pass } = world()
    outages.metBy('requests', { reason: 'overloaded', detail: 'Too many events are waiting.' })
    pass(59_000)
    outages.metBy('requests', { reason: 'overloaded', detail: 'Too many events are waiting.' })
    pass(59_000)
    expect(lines).toHaveLength(1)
    pass(1_000)
    expect(lines[1]).toMatchObject({ event: 'outage.ended', what: 'requests', seconds: 59, failures: 2 })
  })

  it('is told at the end of the process where it is over', () => {
    const { outages, lines } = world()
    outages.failed('redis', refused())
    outages.failed('database', refused())
    outages.works('redis')
    outages.close()
    expect(lines.map(({ event, what }) => [event, what])).toEqual([
      ['outage.began', 'redis'],
      ['outage.began', 'database'],
      ['outage.ended', 'redis'],
    ])
  })
})
