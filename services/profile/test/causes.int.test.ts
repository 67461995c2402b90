import { interactionRecorded, profileChanged } from '@polyphon/contracts'
import { startTestService, traceOf } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileService } from '../src/service.js'
import type { Profile } from './harness.js'

describe.each(['database', 'log'] as const)('what is collected into the %s', (mode) => {
  let profile: Profile
  beforeAll(async () => {
    profile = await startTestService(profileService, { env: { INGEST_MODE: mode } })
  })
  afterAll(() => profile.close())

  it('is published with the trace and the id of the request that brought it, however many are applied together', async () => {
    const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
    const answers = await Promise.all(
      digits.map((digit) =>
        profile.call('POST /v1/track', {
          body: { userId: `u${digit}`, event: 'Kauf', messageId: digit },
          headers: { traceparent: traceOf(digit) },
        }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(digits.map(() => (mode === 'log' ? 202 : 200)))
    const recorded = await profile.waitFor(interactionRecorded, digits.length)
    for (const { data, cause } of recorded) {
      expect(cause.traceparent).toBe(traceOf(data.messageId))
      expect(cause.correlationId).toBe(answers[digits.indexOf(data.messageId)]?.headers.get('x-request-id'))
      expect(cause.causationId === undefined).toBe(mode === 'database')
    }
    const people = await profile.waitFor(profileChanged, digits.length)
    expect(people.map(({ cause }) => cause.traceparent).toSorted()).toEqual(digits.map(traceOf))
  })

  it('names no trace that is none', async () => {
    const wrong = [
      '00-00000000000000000000000000000000-1111111111111111-01',
      '00-11111111111111111111111111111111-0000000000000000-01',
      'ff-11111111111111111111111111111111-1111111111111111-01',
      '00-ABCDEFABCDEFABCDEFABCDEFABCDEFAB-1111111111111111-01',
      '00-1-1-01',
    ]
    for (const [index, traceparent] of wrong.entries())
      await profile.call('POST /v1/track', {
        body: { userId: 'nobody', event: 'Kauf', messageId: `wrong-${index}` },
        headers: { traceparent },
      })
    const recorded = await profile.waitFor(interactionRecorded, wrong.length, ({ data }) =>
      data.messageId.startsWith('wrong-'),
    )
    expect(recorded.map(({ cause }) => cause.traceparent)).toEqual(wrong.map(() => undefined))
  })
})
