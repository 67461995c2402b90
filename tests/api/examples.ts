import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { expect, it } from 'vitest'
import { SERVICES, type TestStack } from '../stack.js'
import { nameOf, type Operation, operations } from './operations.js'
import { type Answer, expectProblem, send } from './requests.js'

/** What the examples find when they are tried: the names that they use are published. */
const PATHS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  profile: {
    key: 'loyal',
    accountKey: 'Weiß & Söhne',
    type: 'user_id',
    value: 'kunde-17',
    staffId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a70',
  },
  journey: { key: 'after-delivery' },
  messaging: { key: 'parcel-arrived', provider: 'generic' },
  feedback: { key: 'delivery' },
  analytics: { key: 'figures' },
}

/** Of which unit the examples of staff are. */
const UNIT = { key: 'service' }

/** Examples that cannot be taken as they stand, and why. */
const EXCEPTIONS: Readonly<Record<string, { readonly status: number; readonly because: string }>> = {
  'profile.updateProfile': { status: 404, because: 'the path needs the id of a person' },
  'profile.moveTestClock': { status: 403, because: 'the workspace of this test is live; tried in `tests/test-clock`' },
  'profile.putConsent': { status: 422, because: 'the body needs the id of a person' },
  'profile.requestErasure': { status: 404, because: 'the body needs the id of a person' },
  'profile.putRestriction': { status: 404, because: 'the path needs the id of a person' },
  'profile.putSegmentMember': { status: 404, because: 'the path needs the id of a person' },
  'profile.putMembership': { status: 404, because: 'the path needs the id of a person' },
  'profile.rotateKey': { status: 404, because: 'the path needs the id of a key' },
  'profile.updateKey': { status: 404, because: 'the path needs the id of a key' },
  'profile.splitProfile': { status: 404, because: 'the path needs the id of a person' },
  'profile.releaseSharedIdentifier': { status: 404, because: 'the identifier is shared by nobody' },
  'profile.mergeProfiles': { status: 404, because: 'path and body need the ids of two people' },
  ...Object.fromEntries(
    SERVICES.map((service) => [`${service}.reassignWork`, { status: 404, because: 'the path needs the id of work' }]),
  ),
  'messaging.recordProviderCallback': { status: 401, because: 'it must be signed; tried signed on its own' },
}

// What uses that which other examples make comes last; a stopped journey takes nobody in, so it is stopped at the end.
const LAST = [
  'requestExport',
  'recoverWebhook',
  'replayDeliveries',
  'putStaff',
  'issueStaffToken',
  'resolveOwner',
  'sendMessage',
  'answerInvitation',
  'stopJourney',
]
const withExample = operations
  .filter(({ example }) => example !== undefined)
  .toSorted((left, right) => LAST.indexOf(left.operationId) - LAST.indexOf(right.operationId))

/** Registers a test for the example body of each operation: somebody will copy it out of the reference. */
export function takesExamples(stack: () => TestStack): void {
  let token = ''

  const tryOne = (operation: Operation): Promise<Answer> => {
    const key = operation.who === 'admin' ? stack().adminToken : stack().other.secretKey
    const unit = operation.path.startsWith('/v1/units/') ? UNIT : {}
    const path = { ...PATHS[operation.service], ...unit, token, keyId: randomUUID(), workspaceId: stack().other.id }
    return send(stack(), operation, { key, path, body: operation.example })
  }

  it.each(withExample.map((operation) => ({ name: nameOf(operation), operation })))(
    '$name takes its example',
    async ({ name, operation }) => {
      const exception = EXCEPTIONS[name]
      if (exception !== undefined) {
        const answer = await tryOne(operation)
        expect(answer.status, exception.because).toBe(exception.status)
        expectProblem(answer, name)
        return
      }
      const answer = await eventually(async () => {
        const tried = await tryOne(operation)
        if (tried.status >= 300) throw new Error(`${name}: ${tried.status} ${tried.text}`)
        return tried
      })
      if (name === 'feedback.inviteToSurvey') token = JSON.parse(answer.text).url.split('/').at(-1)
    },
  )
}
