import { z } from 'zod'
import { defineEvent } from '../define-event.js'
import { type ServiceName, topicNames } from '../topics.js'
import { jsonObject, Timestamp } from '../values.js'
import { thread } from './example-values.js'

const key = (): string => 'deletion'

export const workspaceDeletionRequested = defineEvent({
  type: 'profile.workspace_deletion_requested.v1',
  topic: topicNames.workspaces,
  ofOperator: true,
  summary:
    'All services are to delete a workspace with everything in it, and to take nothing of it ever again. It is never taken back.',
  data: z.object({
    key: z.string().min(1).describe('The key of the workspace, which no other one will have.'),
    requestedAt: Timestamp,
  }),
  personal: [],
  key,
  example: { key: 'wanderschuh', requestedAt: thread.yesterday },
})

const receiptOf = <S extends ServiceName>(service: S) =>
  defineEvent({
    type: `${service}.workspace_deleted.v1`,
    topic: topicNames.facts(service),
    ofOperator: true,
    summary: 'This service has deleted a workspace with everything in it.',
    data: z.object({
      key: z.string().min(1).describe('The key that the workspace had.'),
      requestedAt: Timestamp,
      at: Timestamp.describe('When nothing of it was left.'),
      counts: jsonObject('How many rows, by table.'),
      logUntil: Timestamp.describe(
        'Until when records of the workspace may still stand in the topics of this service.',
      ),
    }),
    personal: [],
    key,
    example: {
      key: 'wanderschuh',
      requestedAt: thread.yesterday,
      at: thread.yesterday,
      counts: { person: 400 },
      logUntil: thread.tomorrow,
    },
  })

/** What each service answers once it has deleted a workspace. */
export const workspaceDeleted = {
  profile: receiptOf('profile'),
  journey: receiptOf('journey'),
  messaging: receiptOf('messaging'),
  feedback: receiptOf('feedback'),
  analytics: receiptOf('analytics'),
} as const
