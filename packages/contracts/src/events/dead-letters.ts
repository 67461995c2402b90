import { type ServiceName } from '@polyphon/values'
import { z } from 'zod'
import { defineEvent, type EventDefinition } from '../define-event.js'
import { topicNames } from '../topics.js'
import { Id } from '../values.js'
import { thread } from './example-values.js'

/** What a service could not process, as it read it, and why. */
export const RefusedRecord = z.object({
  deadLetterId: Id.describe('Its id at the service: `getDeadLetter`, `redriveDeadLetter`, `discardDeadLetter`.'),
  consumerGroup: z.string().min(1).describe('Who could not process it; other groups may have.'),
  topic: z.string().min(1),
  partition: z.int().min(0),
  offset: z.string().describe('Where the record stands in that partition.'),
  key: z
    .string()
    .nullable()
    .describe('Of the record; null where the whole would be too long, and stands at the service only.'),
  headers: z.record(z.string(), z.string()).describe('Of the record; empty where the whole would be too long.'),
  payload: z
    .string()
    .nullable()
    .describe('Of the record, as text; null for a tombstone, and where the whole would be too long.'),
  errorClass: z
    .string()
    .describe('`poison`: it cannot be read. `refused`: a rule says no. `bug`: a mistake of ours, tried several times.'),
  errorCode: z.string().min(1),
  reason: z.string().describe('What is wrong, without values.'),
  attempts: z.int().min(0),
})

const refusedOf = (service: ServiceName): EventDefinition =>
  defineEvent({
    type: `${service}.record_refused.v1`,
    topic: topicNames.dead(service),
    summary:
      'A record could not be processed and was put aside. The workspace is `none` where the record does not say it.',
    data: RefusedRecord,
    personal: ['key', 'headers', 'payload'],
    key: (data) => data.deadLetterId,
    example: {
      deadLetterId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4ad0',
      consumerGroup: `${service}.people`,
      topic: 'polyphon.profile.people',
      partition: 3,
      offset: '50314',
      key: `${thread.workspaceId}:01930f6e-0c00-7a10-8f00-3f6c1d2b4a01`,
      headers: { ce_type: 'profile.changed.v1', 'content-type': 'application/json' },
      payload: '{"profileId":',
      errorClass: 'poison',
      errorCode: 'malformed',
      reason: 'the value is not JSON',
      attempts: 1,
    },
  })

/** The records of the topics of dead letters, by the service that could not process them. */
export const recordRefused: Readonly<Record<ServiceName, EventDefinition>> = {
  profile: refusedOf('profile'),
  journey: refusedOf('journey'),
  messaging: refusedOf('messaging'),
  feedback: refusedOf('feedback'),
  analytics: refusedOf('analytics'),
}
