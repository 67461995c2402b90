import { type Route, route, type Tx } from '@polyphon/service-kit'
import { readClock, type WorkspaceClock } from '@polyphon/service-kit/access'
import { Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { moveTestClock } from '../commands/move-test-clock.js'

const TestClockView = z
  .object({
    now: Moment.describe('What time it is in the workspace'),
    offsetMs: z.int().describe('How far that is ahead of the real time, in milliseconds; 0 if it was never moved'),
    changedAt: Moment.nullable().describe('When it was moved last, by the real time'),
  })
  .meta({ id: 'TestClock' })

function toTestClockView(tx: Tx, clock: WorkspaceClock | null): z.input<typeof TestClockView> {
  const offsetMs = clock?.offsetMs ?? 0
  return {
    now: new Date(tx.serverNow.getTime() + offsetMs).toISOString(),
    offsetMs,
    changedAt: clock?.changedAt.toISOString() ?? null,
  }
}

const access = { who: 'key', scope: 'workspace:manage', staff: 'administration' } as const
const tag = 'workspaces'
const path = '/v1/test-clock'

/** What time it is in the workspace of the credential. */
export const testClockRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'getTestClock',
    method: 'get',
    path,
    summary: 'What time it is in the workspace',
    description: 'In a live workspace, and in a test workspace that has never moved its clock, it is the real time.',
    tag,
    access,
    responses: { 200: TestClockView },
    handle: async (tx) => ({ status: 200, body: toTestClockView(tx, await readClock(tx)) }),
  }),
  route({
    operationId: 'moveTestClock',
    method: 'post',
    path,
    summary: 'Move the clock of a test workspace forward',
    description:
      'All services follow within a second or so, and the clock goes on from there. What falls due on the way runs in that order, each at its own moment: waits and windows of journeys, segments that time changes, messages for later, invitations that expire. Credentials, leases, counted days and retention stay with the real time. 403 `clock_of_live_workspace` where the workspace is live; 422 `clock_backwards`, and `clock_too_far` beyond ten years in all.',
    tag,
    access,
    body: z.strictObject({ now: Timestamp.describe('What time it shall be; later than it is') }),
    responses: { 200: TestClockView },
    example: { now: '2026-12-22T10:00:00.000Z' },
    handle: async (tx, { body }) => {
      const clock = await moveTestClock(tx, body.now)
      if (clock !== null) tx.afterCommit(() => deps.db.clocks.move(tx.workspaceId, clock.offsetMs))
      return { status: 200, body: toTestClockView(tx, clock) }
    },
  }),
]
