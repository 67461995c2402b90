import { describe, expect, it } from 'vitest'
import type { LogLook, TopicLook } from '../log/log.js'
import { lookAtClock } from './check-database.js'
import { judgeTopics } from './check-log.js'
import { diagnose } from './diagnose.js'
import { ok } from './finding.js'

const refuse = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' }))
const never = (): Promise<never> => new Promise(() => undefined)

describe('checks', () => {
  it('that cannot be made are findings without the words of a server, and say nothing where their server is away', async () => {
    const findings = await diagnose([
      { check: 'database', look: refuse },
      { check: 'schema', needs: 'database', look: refuse },
      { check: 'lag', needs: 'log', look: refuse },
      { check: 'log', look: async () => [ok('The log answers.')] },
    ])
    expect(findings.map(({ check, state, what }) => [check, state, what])).toEqual([
      ['database', 'wrong', 'database could not be looked at: it does not answer.'],
      ['lag', 'warning', 'lag could not be looked at: it does not answer.'],
      ['log', 'ok', 'The log answers.'],
    ])
  })

  it('that do not end are given up, all at once', async () => {
    const findings = await diagnose(
      Array.from({ length: 50 }, (_none, index) => ({ check: `slow_${index}`, look: never })),
      20,
    )
    expect(findings).toHaveLength(50)
    expect(findings[0]).toMatchObject({
      state: 'wrong',
      what: 'slow 0 could not be looked at: it does not answer within 0.02 s.',
    })
  })
})

describe('clocks', () => {
  const stateOf = async (server: number, ...system: number[]) =>
    (
      await lookAtClock(
        async () => new Date(server),
        () => system.shift() ?? 0,
      )
    )[0]?.state
  it('differ where the time that an answer takes does not explain it', async () => {
    expect(await stateOf(10_000, 9_500, 12_000)).toBe('ok')
    expect(await stateOf(10_000, 11_000, 11_001)).toBe('ok')
    expect(await stateOf(10_000, 11_001, 11_002)).toBe('warning')
    expect(await stateOf(10_000, 8_000, 8_999)).toBe('warning')
  })
})

describe('topics', () => {
  const DAY_MS = 86_400_000
  const topics = [
    { name: 'facts', compacted: false, retentionMs: 7 * DAY_MS },
    { name: 'state', compacted: true, retentionMs: -1 },
  ]
  const facts: TopicLook = {
    name: 'facts',
    partitions: 6,
    replicas: 1,
    kept: { compacted: false, retentionMs: 7 * DAY_MS },
  }
  const state: TopicLook = { name: 'state', partitions: 6, replicas: 1, kept: { compacted: true, retentionMs: 1 } }
  const found = (look: Partial<LogLook>) =>
    judgeTopics({ brokers: 1, topics: [facts, state], ...look }, { topics, partitions: 6 }).map(
      (finding) => `${finding.state}: ${finding.what}`,
    )
  it('are well as they were made, and where they keep more', () => {
    expect(found({})).toEqual(['ok: All 2 topics are there, and keep what they should.'])
    expect(found({ topics: [{ ...facts, kept: { compacted: false, retentionMs: -1 } }, state] })).toHaveLength(1)
  })
  it('are named where they are missing, or have other partitions', () => {
    expect(found({ topics: [state] })).toEqual(['wrong: Topics are missing: facts.'])
    expect(found({ topics: [{ ...facts, partitions: 3 }, state] })).toEqual([
      'warning: KAFKA_PARTITIONS is 6, and there are others: facts 3.',
    ])
    expect(found({ topics: [{ ...facts, partitions: null }, state] })).toEqual([expect.stringMatching(/^ok/)])
  })
  it('are named where they keep less than they should', () => {
    expect(found({ topics: [{ ...facts, kept: { compacted: false, retentionMs: DAY_MS } }, state] })).toEqual([
      'warning: facts keeps records for 24 h, and should for 168 h.',
    ])
    expect(found({ topics: [{ ...facts, kept: { compacted: true, retentionMs: -1 } }, state] })).toEqual([
      expect.stringMatching(/^wrong: facts is compacted/),
    ])
    expect(found({ topics: [facts, { ...state, kept: { compacted: false, retentionMs: -1 } }] })).toEqual([
      expect.stringMatching(/^wrong: state is not compacted/),
    ])
    expect(found({ topics: [{ ...facts, kept: null }, state] })).toEqual([
      expect.stringMatching(/^warning: This service may not see/),
    ])
  })
  it('are named where several brokers are there and one of them has all', () => {
    expect(found({ brokers: 3 })).toEqual([
      'warning: There are 3 brokers, and 2 topics lie on one of them only: facts, state.',
    ])
  })
})
