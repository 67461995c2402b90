import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { things } from '../definitions/things.js'
import type { ServiceName, Tenant } from '../stack.js'
import { accounts } from './accounts.js'
import { people } from './people.js'
import { rights } from './rights.js'

type Item = Readonly<Record<string, unknown>>
type Make = (tenant: Tenant, number: number) => Promise<void>

/** A list, and how things get into it. Shared tests run over every one. */
export interface Listed {
  readonly operationId: string
  readonly service: ServiceName
  readonly path: string
  /** Makes one thing that is listed. */
  readonly make: Make
  /** Filters, with what an item has that is not left out by them. */
  readonly filters?: Readonly<Record<string, (item: Item) => boolean>>
  /** Whether it is also read line by line, as its items change. */
  readonly lines?: true
  /** What a summary leaves out. */
  readonly bulk?: readonly string[]
}

const PERSON = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'
const NOW = '2026-11-20T10:00:00.000Z'

const call = (tenant: Tenant, ...what: Parameters<Tenant['must']>): Promise<Item> => tenant.must(...what)

const definition =
  (service: ServiceName, plural: string, body?: object): Make =>
  async (tenant, number) =>
    void (await call(tenant, service, `PUT /v1/${plural}/gelistet-${number}`, body ?? bodyOf(plural)))

const bodyOf = (plural: string): object => {
  const found = things.find((thing) => thing.plural === plural)
  if (found === undefined) throw new Error(`There are no ${plural}.`)
  return found.bodies[0]
}

const proof = {
  noticeKey: 'n',
  noticeVersion: '1',
  noticeText: 'Ja',
  locale: 'de',
  mechanism: 'checkbox',
  occurredAt: NOW,
  actor: 'person',
}

export const lists: readonly Listed[] = [
  {
    operationId: 'findProfiles',
    lines: true,
    service: 'profile',
    path: '/v1/profiles',
    bulk: ['traits'],
    // Large ones, so that a page is cut by its bytes.
    make: async (tenant, number) =>
      void (await call(tenant, 'profile', `PUT /v1/profiles/by/user_id/liste-${number}`, {
        traits: { note: 'ü'.repeat(4_000), number },
      })),
    filters: { 'identifier=user_id:liste-2': ({ traits }) => (traits as { number?: number }).number === 2 },
  },
  {
    operationId: 'listKeys',
    service: 'profile',
    path: '/v1/keys',
    make: async (tenant, number) =>
      void (await call(tenant, 'profile', 'POST /v1/keys', { kind: number % 2 === 0 ? 'publishable' : 'secret' })),
    filters: { 'kind=secret': ({ kind }) => kind === 'secret', 'revoked=true': () => false },
  },
  {
    operationId: 'listUnits',
    service: 'profile',
    path: '/v1/units',
    bulk: ['responsibleFor'],
    make: definition('profile', 'units'),
  },
  {
    operationId: 'listCalendars',
    service: 'profile',
    path: '/v1/calendars',
    bulk: ['holidays'],
    make: definition('profile', 'calendars'),
  },
  {
    operationId: 'listWork',
    service: 'profile',
    path: '/v1/work',
    make: async (tenant, number) =>
      void (await call(tenant, 'profile', 'POST /v1/work', {
        why: `Gelistet ${number}`,
        kind: number % 2 === 0 ? 'task' : 'call_back',
      })),
    filters: { 'kind=task': ({ kind }) => kind === 'task', 'ended=false': ({ doneAt }) => doneAt === undefined },
  },
  ...people,
  ...rights,
  ...accounts,
  {
    operationId: 'listStaff',
    service: 'profile',
    path: '/v1/staff',
    make: async (tenant, number) => {
      await call(tenant, 'profile', 'PUT /v1/units/gelistet-1', bodyOf('units'))
      await call(tenant, 'profile', `PUT /v1/staff/${randomUUID()}`, {
        name: `Nr. ${number}`,
        email: `nummer-${number}@shop.example`,
        unit: 'gelistet-1',
        roles: [number % 2 === 0 ? 'agent' : 'manager'],
      })
    },
    filters: {
      'role=manager': ({ roles }) => String(roles) === 'manager',
      'unit=gelistet-1': ({ unit }) => unit === 'gelistet-1',
      'unit=keine': () => false,
      'email=NUMMER-1@shop.example': ({ email }) => email === 'nummer-1@shop.example',
    },
  },
  {
    operationId: 'listRejectedEvents',
    service: 'profile',
    path: '/v1/rejected-events',
    // Several of one moment.
    make: async (tenant, number) => {
      const batch = [1, 2, 3].map((index) => ({
        type: 'nothing',
        userId: 'u',
        messageId: `schlecht-${number}-${index}`,
      }))
      await call(tenant, 'profile', 'POST /v1/batch', { batch })
    },
    filters: { 'code=no_such_code': () => false },
  },
  {
    operationId: 'listConsents',
    service: 'profile',
    path: '/v1/consents?profileId={profileId}',
    make: async (tenant, number) => {
      const { id } = await call(tenant, 'profile', 'PUT /v1/profiles/by/user_id/liste-1', { traits: {} })
      await call(tenant, 'profile', 'PUT /v1/consents', {
        profileId: id,
        purpose: `zweck_${number}`,
        state: number % 2 === 0 ? 'granted' : 'denied',
        proof,
      })
    },
    filters: {
      'state=granted': ({ state }) => state === 'granted',
      'purpose=zweck_1': ({ purpose }) => purpose === 'zweck_1',
    },
  },
  {
    operationId: 'listTimeline',
    service: 'profile',
    path: '/v1/profiles/{profileId}/timeline',
    bulk: ['data'],
    make: async (tenant, number) => {
      const event = { type: 'track', event: 'Gelesen', userId: 'liste-1', timestamp: NOW }
      const batch = [1, 2].map((index) => ({ ...event, messageId: `zeit-${number}-${index}` }))
      await call(tenant, 'profile', 'POST /v1/batch', { batch })
    },
    filters: {
      'kind=interaction': ({ kind }) => kind === 'interaction',
      [`to=${NOW}`]: ({ occurredAt }) => String(occurredAt) < NOW,
    },
  },
  {
    operationId: 'listSegments',
    service: 'profile',
    path: '/v1/segments',
    bulk: ['condition'],
    make: definition('profile', 'segments', { name: 'S', condition: { path: 'traits.number', op: 'exists' } }),
  },
  {
    operationId: 'listSegmentMembers',
    service: 'profile',
    path: '/v1/segments/gelistet-1/members',
    make: async (tenant, number) =>
      void (await call(tenant, 'profile', `PUT /v1/profiles/by/user_id/mitglied-${number}`, { traits: { number } })),
    filters: { 'version=7': () => false },
  },
  {
    operationId: 'listTemplates',
    service: 'messaging',
    path: '/v1/templates',
    make: definition('messaging', 'templates'),
  },
  {
    operationId: 'listMessages',
    lines: true,
    service: 'messaging',
    path: '/v1/messages',
    bulk: ['verdicts'],
    make: async (tenant, number) =>
      void (await call(tenant, 'messaging', 'POST /v1/messages', {
        to: { channel: 'email', address: `liste-${number}@example.test` },
        template: { key: 'gelistet-1' },
        class: number % 2 === 0 ? 'service' : 'transactional',
        topic: 'orders',
        sendAt: '2199-01-01T00:00:00Z',
      })),
    filters: {
      'class=service': (item) => item['class'] === 'service',
      'template=gelistet-1': () => true,
      'delivery=bounced': () => false,
      'state=bounced': () => false,
      'channel=sms': () => false,
      'reason=none': () => false,
      [`runId=${PERSON}`]: () => false,
      [`profileId=${PERSON}`]: () => false,
    },
  },
  {
    operationId: 'listPermissions',
    service: 'messaging',
    path: `/v1/permissions?profileId=${PERSON}`,
    make: async (tenant, number) =>
      void (await call(tenant, 'messaging', 'PUT /v1/permissions', {
        profileId: PERSON,
        channel: 'email',
        topic: `thema-${number}`,
        state: number % 2 === 0 ? 'granted' : 'denied',
        proof,
      })),
    filters: {
      'state=granted': ({ state }) => state === 'granted',
      'topic=thema-1': ({ topic }) => topic === 'thema-1',
    },
  },
  {
    operationId: 'listSuppressions',
    service: 'messaging',
    path: '/v1/suppressions',
    make: async (tenant, number) =>
      void (await call(tenant, 'messaging', 'PUT /v1/suppressions', {
        channel: 'email',
        address: `nie-${number}@example.test`,
        reason: number % 2 === 0 ? 'even' : 'odd',
      })),
    filters: { 'reason=even': ({ reason }) => reason === 'even', 'channel=sms': () => false },
  },
  { operationId: 'listSurveys', service: 'feedback', path: '/v1/surveys', make: definition('feedback', 'surveys') },
  {
    operationId: 'listAnswers',
    lines: true,
    service: 'feedback',
    path: '/v1/answers',
    bulk: ['texts', 'scores'],
    // All of one moment.
    make: async (tenant, number) =>
      void (await call(tenant, 'feedback', 'POST /v1/answers', {
        survey: 'gelistet-1',
        answers: { score: 4 },
        complete: number % 2 === 0,
        occurredAt: NOW,
      })),
    filters: {
      'complete=true': ({ complete }) => complete === true,
      'survey=other': () => false,
      [`from=${NOW}`]: () => true,
      [`to=${NOW}`]: () => false,
      [`profileId=${PERSON}`]: () => false,
    },
  },
  {
    operationId: 'listAudit',
    service: 'profile',
    path: '/v1/audit',
    make: async (tenant, number) => {
      await call(tenant, 'profile', `PUT /v1/units/protokoll-${number}`, { name: 'Protokoll' })
      // A row is listed within a second.
      await eventually(async () => {
        const { body } = await tenant.call('profile', 'GET /v1/audit?operation=putUnit')
        if (body.items[0]?.about.id !== `protokoll-${number}`) throw new Error('It is not listed yet.')
      })
    },
    filters: {
      'kind=change': ({ kind }) => kind === 'change',
      'who=operator': () => false,
      'operation=putUnit': ({ operation }) => operation === 'putUnit',
      'keyId=none': () => false,
      [`staffId=${PERSON}`]: () => false,
      [`profileId=${PERSON}`]: () => false,
      'from=2000-01-01T00:00:00Z': () => true,
      'to=2000-01-01T00:00:00Z': () => false,
    },
  },
  {
    operationId: 'listInvitations',
    service: 'feedback',
    path: '/v1/surveys/gelistet-1/invitations',
    bulk: ['properties'],
    make: async (tenant) =>
      void (await call(tenant, 'feedback', 'POST /v1/surveys/gelistet-1/invitations', { profileId: randomUUID() })),
    filters: { 'decision=asked': ({ decision }) => decision === 'asked', 'reason=none': () => false },
  },
  { operationId: 'listJourneys', service: 'journey', path: '/v1/journeys', make: definition('journey', 'journeys') },
  {
    operationId: 'listRuns',
    service: 'journey',
    path: '/v1/journeys/gelistet-1/runs',
    bulk: ['data'],
    make: async (tenant) =>
      void (await call(tenant, 'journey', 'POST /v1/journeys/gelistet-1/runs', { profileId: randomUUID() })),
    filters: {
      'status=parked': ({ status }) => status === 'parked',
      'state=running': ({ status }) => status === 'running',
      'outcome=none': () => false,
      [`profileId=${PERSON}`]: () => false,
    },
  },
]
