import { ConsentState, jsonObject } from '@polyphon/contracts'
import { Moment, SERVICES } from '@polyphon/values'
import { z } from 'zod'
import type { PersonExport } from '../../exports/domain/export.js'
import { localeOf, timeZoneOf } from '../../people/domain/profile.js'
import { type Language, LEFT_OUT, sayConsent, sayMessage, sayRun, sayWork } from '../domain/sentences.js'
import type { Run } from '../domain/what-came.js'
import type { MyData } from '../queries/get-my-data.js'
import type { CameWithCause } from '../steps/what-came.js'

const Text = z.string().describe('In words, in `language`')

const Known = z.object({
  traits: jsonObject('What was said of them, by name.'),
  computedTraits: jsonObject('What was worked out of what they did, as far as they allow what it is for.'),
  identifiers: z.array(
    z.object({
      type: z.string(),
      value: z.string(),
      verified: z.boolean().describe('False for an address that only a page has named'),
      firstSeenAt: Moment,
      lastSeenAt: Moment.describe('To the hour'),
    }),
  ),
  segments: z
    .array(z.object({ key: z.string(), name: z.string(), purpose: z.string() }))
    .describe('Those that are for something that they allow'),
  accounts: z
    .array(
      z.object({ accountKey: z.string(), roles: z.array(z.string()), validFrom: Moment, validTo: Moment.nullable() }),
    )
    .describe('At most 200: the period that holds, else the next one, else the last'),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  since: Moment.describe('Since when anything is known'),
})

const Open = z.object({
  work: z
    .array(
      z.object({
        workId: z.string(),
        kind: z.string(),
        service: z.enum(SERVICES),
        state: z.enum(['open', 'acknowledged']),
        openedAt: Moment,
        dueAt: Moment.nullable(),
        text: Text,
      }),
    )
    .describe('What the firm has to do for them, the newest first, at most 50'),
  exports: z
    .array(
      z.object({ exportId: z.string(), state: z.enum(['running', 'ready']), requestedAt: Moment, href: z.string() }),
    )
    .describe('Copies of everything that are being made or wait to be fetched'),
})

const Allowed = z.object({
  restrictedSince: Moment.nullable().describe('Since when what is known is kept and not used; null where it is used'),
  purposes: z.array(
    z.object({
      purpose: z.string(),
      allowed: z.boolean(),
      state: ConsentState.nullable().describe('Null where nothing was ever said'),
      since: Moment.nullable(),
      expiresAt: Moment.nullable(),
      conflict: z.boolean().describe('Two people who are one had said different things'),
      text: Text,
    }),
  ),
})

const JourneyOf = z.object({
  runId: z.string(),
  journey: z.string().nullable().describe('Null where nothing that is kept says which'),
  step: z.string().nullable(),
})
const Why = z.object({
  messages: z
    .array(
      z.object({
        messageId: z.string(),
        at: Moment,
        state: z.enum(['accepted', 'uncertain', 'sent', 'delivered', 'read', 'clicked', 'bounced']),
        channel: z.string(),
        class: z.string(),
        topic: z.string(),
        template: z.string(),
        touchpoint: z.string().nullable(),
        survey: z.string().nullable().describe('Which it asks to answer'),
        orderedBy: JourneyOf.nullable().describe('The journey that ordered it; null: the firm itself'),
        text: Text,
      }),
    )
    .describe('What they got, the newest first, at most 50'),
  journeys: z
    .array(
      z.object({
        runId: z.string(),
        journey: z.string(),
        version: z.int(),
        startedAt: Moment,
        endedAt: Moment.nullable(),
        began: z
          .object({ by: z.string(), event: z.string().nullable(), segment: z.string().nullable() })
          .describe('What it began with; a segment only where they allow what it is for'),
        text: Text,
      }),
    )
    .describe('The journeys that they are or were in, the newest first, at most 20'),
})

const Link = z.object({
  rel: z.enum(['copy', 'erasure', 'consents', 'permissions', 'answers']),
  service: z.enum(SERVICES),
  operationId: z.string(),
  method: z.enum(['GET', 'POST']),
  path: z.string().describe('Below the address of the service'),
})

export const MyDataView = z
  .object({
    profileId: z.string(),
    language: z.enum(['de', 'en']),
    known: Known,
    open: Open,
    allowed: Allowed,
    why: Why,
    notes: z.array(z.string()).describe('What is never shown here; the same for everybody'),
    links: z.array(Link).describe('Where there is more, and what they can do; with the same key and token'),
  })
  .meta({ id: 'MyData' })

type View = z.input<typeof MyDataView>

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null

/** Where the other halves are: what the firm may send is held by messaging, what was answered by feedback. */
const LINKS: View['links'] = [
  { rel: 'copy', service: 'profile', operationId: 'requestExport', method: 'POST', path: '/v1/privacy/exports' },
  { rel: 'erasure', service: 'profile', operationId: 'requestErasure', method: 'POST', path: '/v1/privacy/erasures' },
  { rel: 'consents', service: 'profile', operationId: 'listConsents', method: 'GET', path: '/v1/consents' },
  { rel: 'permissions', service: 'messaging', operationId: 'listPermissions', method: 'GET', path: '/v1/permissions' },
  { rel: 'answers', service: 'feedback', operationId: 'listAnswers', method: 'GET', path: '/v1/answers' },
]

interface Shown {
  readonly language: Language
  /** What stands before the paths of this service. */
  readonly base: string
}

export function toMyDataView(mine: MyData, { language, base }: Shown): View {
  const { person, restrictedSince } = mine
  return {
    profileId: person.profileId,
    language,
    known: knownOf(mine),
    open: {
      work: mine.work.map(({ workId, kind, service, state, openedAt, dueAt }) => ({
        workId,
        kind,
        service,
        state: state === 'acknowledged' ? state : 'open',
        openedAt: openedAt.toISOString(),
        dueAt: iso(dueAt),
        text: sayWork(kind, language),
      })),
      exports: mine.exports.map((found) => exportOf(found, base)),
    },
    allowed: {
      restrictedSince: iso(restrictedSince),
      purposes: mine.consents.map((consent) => ({
        purpose: consent.purpose,
        allowed: consent.isAllowed,
        state: consent.state,
        since: consent.since,
        expiresAt: consent.expiresAt,
        conflict: consent.isConflict,
        text: sayConsent(consent, restrictedSince !== null, language),
      })),
    },
    why: {
      messages: mine.messages.map((message) => messageOf(message, language)),
      journeys: mine.runs.map((run) => journeyOf(run, language)),
    },
    notes: [...LEFT_OUT[language]],
    links: LINKS.map((link) => (link.service === 'profile' ? { ...link, path: `${base}${link.path}` } : link)),
  }
}

const knownOf = ({ person, computed, identifiers, segments, accounts }: MyData): View['known'] => ({
  traits: person.traits,
  computedTraits: computed,
  identifiers: identifiers.map(({ type, value, verified, firstSeenAt, lastSeenAt }) => ({
    type,
    value,
    verified,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  })),
  segments: segments.map((segment) => ({ ...segment })),
  accounts: accounts.map(({ accountKey, roles, from, to }) => ({
    accountKey,
    roles: [...roles],
    validFrom: from.toISOString(),
    validTo: iso(to),
  })),
  locale: localeOf(person),
  timeZone: timeZoneOf(person),
  since: person.createdAt.toISOString(),
})

const exportOf = ({ exportId, readyAt, requestedAt }: PersonExport, base: string): View['open']['exports'][number] => ({
  exportId,
  state: readyAt === null ? 'running' : 'ready',
  requestedAt: requestedAt.toISOString(),
  href: `${base}/v1/privacy/exports/${exportId}`,
})

function messageOf(message: CameWithCause, language: Language): View['why']['messages'][number] {
  const { messageId, at, state, channel, class: of, topic, template, touchpoint, survey, runId, run, step } = message
  return {
    messageId,
    at: at.toISOString(),
    state,
    channel,
    class: of,
    topic,
    template,
    touchpoint,
    survey,
    orderedBy: runId === null ? null : { runId, journey: run?.journey ?? null, step },
    text: sayMessage(message, { run, survey, language }),
  }
}

const journeyOf = (run: Run, language: Language): View['why']['journeys'][number] => ({
  runId: run.runId,
  journey: run.journey,
  version: run.version,
  startedAt: run.startedAt.toISOString(),
  endedAt: iso(run.endedAt),
  began: { by: run.trigger.type, event: run.trigger.event, segment: run.trigger.segment },
  text: sayRun(run, language),
})
