import type { Condition, Occurrence } from '@polyphon/conditions'
import type { Consents } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { decideMembership, joinMemberships, type Membership } from './membership.js'
import { compileSegments, type Segment } from './segment.js'

const now = new Date('2026-11-22T10:00:00.000Z')
const ago = (ms: number): Date => new Date(now.getTime() - ms)
const segment = (key: string, condition: Condition, version = 1): Segment => ({
  key,
  version,
  name: key,
  condition,
  purpose: 'service',
  createdAt: now,
  publishedAt: now,
})
const member = (key: string, more: Partial<Membership> = {}): Membership => ({
  segment: key,
  version: 1,
  enteredAt: ago(1_000),
  until: null,
  ...more,
})

interface Case {
  readonly traits?: Record<string, unknown>
  readonly history?: readonly Occurrence[]
  readonly memberships?: readonly Membership[]
  readonly consents?: Consents
  readonly touched: readonly string[]
}

function decide(
  segments: readonly Segment[],
  { traits = {}, history = [], memberships = [], consents = {}, touched }: Case,
) {
  return decideMembership(
    {
      candidates: compileSegments(segments, { service: 'none', profiling: 'consent' }),
      touched: new Set(touched),
      memberships,
      consents,
      facts: { traits, identifiers: {}, occurrences: () => history },
    },
    now,
  )
}

describe('evaluating the segments of a person', () => {
  const recent = segment('recent', { did: 'Bestellung', within: 'P1D' })

  it('enters when the condition holds and says until when', () => {
    const { segments, judgements } = decide([recent], {
      history: [{ at: ago(1), properties: {} }],
      touched: ['recent'],
    })
    expect(segments).toEqual(['recent'])
    expect(judgements.map((judgement) => [judgement.change, judgement.until])).toEqual([
      ['entered', new Date(now.getTime() + 86_399_999)],
    ])
  })

  it('leaves when it no longer holds', () => {
    const history = [{ at: ago(86_400_000), properties: {} }]
    const { segments, judgements } = decide([recent], { history, memberships: [member('recent')], touched: ['recent'] })
    expect(segments).toEqual([])
    expect(judgements.map(({ change }) => change)).toEqual(['left'])
  })

  it('keeps what was not touched', () => {
    const { segments, judgements } = decide([recent], { memberships: [member('recent')], touched: [] })
    expect(segments).toEqual(['recent'])
    expect(judgements).toEqual([])
  })

  it('looks at segments that refer to one which has changed, one after the other', () => {
    const chain = [
      segment('plus', { path: 'traits.plan', op: 'eq', value: 'plus' }),
      segment('grown', { segment: 'plus' }),
      segment('new', { segment: 'grown', member: false }),
    ]
    const { segments, judgements } = decide(chain, {
      traits: { plan: 'plus' },
      memberships: [member('new')],
      touched: ['plus'],
    })
    expect(segments).toEqual(['grown', 'plus'])
    expect(judgements.map((judgement) => [judgement.segment.key, judgement.holds])).toEqual([
      ['plus', true],
      ['grown', true],
      ['new', false],
    ])
  })

  it('amends a member whose version or end has changed, and nobody else', () => {
    const plus = segment('plus', { path: 'traits.plan', op: 'eq', value: 'plus' }, 2)
    const amended = (memberships: readonly Membership[]): readonly boolean[] =>
      decide([plus], { traits: { plan: 'plus' }, memberships, touched: ['plus'] }).judgements.map(
        ({ change }) => change === 'amended',
      )
    expect(amended([member('plus', { version: 1 })])).toEqual([true])
    expect(amended([member('plus', { version: 2, until: now })])).toEqual([true])
    expect(amended([member('plus', { version: 2 })])).toEqual([false])
    expect(amended([])).toEqual([false])
  })
})

describe('the memberships of people who turned out to be one', () => {
  const of = (key: string, enteredAgo: number, version = 1): Membership => ({
    segment: key,
    version,
    enteredAt: ago(enteredAgo),
    until: null,
  })

  it('are all kept, since the earlier entry, in the version of the one who stays', () => {
    const kept = [of('plus', 10, 2), of('new', 5)]
    const absorbed = [
      { profileId: 'b', memberships: [of('plus', 30), of('old', 7), of('new', 1, 3)] },
      { profileId: 'a', memberships: [of('plus', 20), of('old', 9, 4)] },
    ]
    expect(joinMemberships(kept, absorbed)).toEqual([of('plus', 30, 2), of('new', 5), of('old', 9, 4)])
    expect(joinMemberships(kept, [])).toEqual(kept)
  })

  it('do not depend on who is named first where both entered in one moment', () => {
    const [first, second] = [
      { profileId: 'a', memberships: [of('plus', 20, 1)] },
      { profileId: 'b', memberships: [of('plus', 20, 2)] },
    ]
    expect(joinMemberships([], [second, first])).toEqual([of('plus', 20, 1)])
    expect(joinMemberships([], [first, second])).toEqual([of('plus', 20, 1)])
  })
})

describe('the purpose of a segment', () => {
  const profiled: Segment = { ...segment('profiled', { path: 'traits.plan', op: 'exists' }), purpose: 'profiling' }
  const others = segment('others', { segment: 'profiled', member: false })
  const of = (consents: Consents, memberships: readonly Membership[] = []) =>
    decide([profiled, others], { traits: { plan: 'plus' }, consents, memberships, touched: ['profiled'] })
  const consent = (state: 'granted' | 'withdrawn', more: object = {}): Consents => ({
    profiling: { state, occurredAt: ago(1_000).toISOString(), ...more },
  })

  it('lets in whoever allows it, and nobody else', () => {
    expect(of(consent('granted')).segments).toEqual(['profiled'])
    expect(of({}).segments).toEqual([])
    expect(of(consent('granted', { expiresAt: now.toISOString() })).segments).toEqual([])
  })

  it('ends a membership together with the consent, also for those that refer to it', () => {
    const { segments, judgements } = of(consent('withdrawn'), [member('profiled')])
    expect(segments).toEqual(['others'])
    expect(judgements.map(({ change }) => change)).toEqual(['left', 'entered'])
    expect(judgements[0]?.until).toBeNull()
  })
})
