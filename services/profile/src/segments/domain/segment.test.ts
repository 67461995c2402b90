import type { Condition } from '@polyphon/conditions'
import { writePath } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import {
  allowedOf,
  compileSegments as compileBy,
  findCircle,
  type Segment,
  segmentsTouched,
  withReferring,
} from './segment.js'

const at = new Date('2026-11-22T10:00:00.000Z')
const segment = (key: string, condition: Condition): Segment => ({
  key,
  version: 1,
  name: key,
  condition,
  purpose: 'service',
  createdAt: at,
  publishedAt: at,
})
const compileSegments = (segments: readonly Segment[]) => compileBy(segments, {})
const keysOf = (segments: readonly Segment[]): readonly string[] => segments.map(({ key }) => key)

const buyers = segment('buyers', { did: 'Order Completed', atLeast: 2 })
const berlin = segment('berlin', { path: 'traits.address.city', op: 'eq', value: 'Berlin' })
const fans = segment('fans', { all: [{ segment: 'buyers' }, { segment: 'berlin', member: false }] })
const best = segment('best', { not: { segment: 'fans' } })

describe('a set of segments', () => {
  it('puts each segment after those that it refers to', () => {
    expect(keysOf(compileSegments([best, fans, berlin, buyers]))).toEqual(['buyers', 'berlin', 'fans', 'best'])
  })

  it('is touched by a trait of any name', () => {
    const ask = (path: string): Condition => ({ path, op: 'exists' })
    const set = compileSegments([
      segment('quoted', ask('traits["First Name"]')),
      segment('dotted', ask('traits["a.b"]')),
      segment('deep', ask('traits.a.b')),
      segment('each', ask('traits.a[*].c')),
    ])
    const touched = (name: string): readonly string[] => [
      ...segmentsTouched(set, { events: new Set(), paths: new Set([writePath(['traits', name])]) }),
    ]
    expect([touched('First Name'), touched('a.b'), touched('a')]).toEqual([['quoted'], ['dotted'], ['deep', 'each']])
  })
  it('names the segments that an event or a changed path touches', () => {
    const set = compileSegments([buyers, berlin, fans])
    const touched = (events: readonly string[], paths: readonly string[]): readonly string[] => [
      ...segmentsTouched(set, { events: new Set(events), paths: new Set(paths) }),
    ]
    expect(touched(['Order Completed'], [])).toEqual(['buyers'])
    expect(touched(['Größe gewählt'], ['traits.name'])).toEqual([])
    expect(touched([], ['traits.address'])).toEqual(['berlin'])
    expect(touched([], ['traits.address.city.part'])).toEqual(['berlin'])
    expect(touched([], ['traits.addressed'])).toEqual([])
    expect(touched([], ['traits.address.street'])).toEqual([])
  })

  it('touches all when everything is to be looked at', () => {
    const happened = { events: new Set<string>(), paths: new Set<string>(), everything: true }
    expect(segmentsTouched(compileSegments([buyers, berlin]), happened).size).toBe(2)
  })

  it('finds whatever refers to a segment, through others too', () => {
    const set = compileSegments([best, fans, berlin, buyers])
    expect(keysOf(withReferring(set, new Set(['buyers'])))).toEqual(['buyers', 'fans', 'best'])
    expect(keysOf(withReferring(set, new Set(['best'])))).toEqual(['best'])
  })
})

describe('a segment that refers to itself', () => {
  it('is found, directly', () => {
    expect(findCircle(segment('a', { segment: 'a' }), [])).toEqual(['a', 'a'])
  })

  it('is found, through others and inside a where', () => {
    const a = segment('a', { did: 'Order Completed', where: { segment: 'b' } })
    expect(findCircle(a, [segment('b', { not: { segment: 'c' } }), segment('c', { segment: 'a' })])).toEqual([
      'a',
      'b',
      'c',
      'a',
    ])
  })

  it('is not confused with two ways to the same segment, nor with a circle of its older version', () => {
    const diamond = segment('top', { any: [{ segment: 'left' }, { segment: 'right' }] })
    const others = [segment('left', { segment: 'end' }), segment('right', { segment: 'end' })]
    expect(findCircle(diamond, others)).toBeNull()
    expect(findCircle(buyers, [segment('buyers', { segment: 'fans' }), fans])).toBeNull()
  })
})

describe('what is decided of a purpose', () => {
  it('touches the segments of the purpose, and those that ask for the consent', () => {
    const profiled: Segment = { ...segment('profiled', { did: 'Visit' }), purpose: 'profiling' }
    const asks = segment('asks', { not: { consent: { purpose: 'profiling' } } })
    const happened = { events: new Set<string>(), paths: new Set<string>() }
    const touched = (purpose: string) => [
      ...segmentsTouched(compileSegments([profiled, asks, buyers]), { ...happened, consents: new Set([purpose]) }),
    ]
    expect(touched('profiling')).toEqual(['profiled', 'asks'])
    expect(touched('service')).toEqual(['asks', 'buyers'])
    expect(touched('research')).toEqual([])
  })

  it('leaves out the segments of purposes that are refused, and makes each list once', () => {
    const profiled: Segment = { ...segment('profiled', { did: 'Visit' }), purpose: 'profiling' }
    const set = compileSegments([profiled, buyers])
    const granted = { profiling: { state: 'granted', occurredAt: at.toISOString() } } as const
    expect(allowedOf(set, granted, at)).toBe(set)
    expect(keysOf(allowedOf(set, {}, at))).toEqual(['buyers'])
    expect(allowedOf(set, {}, at)).toBe(allowedOf(set, {}, at))
  })
})
