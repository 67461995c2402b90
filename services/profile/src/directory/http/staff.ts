import { Channel, etagOf, Id, Key, listOf, type Route, route } from '@polyphon/service-kit'
import { STAFF_ROLES, type Staff, workspaceOf } from '@polyphon/service-kit/access'
import { Locale, Moment, normaliseEmail, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { putStaff } from '../commands/put-staff.js'
import { getStaff } from '../queries/get-staff.js'
import { listStaff, staffList } from '../queries/list-staff.js'
import { checkNotifyUrls, namedIn } from './notify-urls.js'
import { Responsibilities, Responsibility } from './responsibility.js'
import { refuseEmptyTime, refuseEmptyValidity, validityFields, validityView } from './validity.js'

const NOTIFY = ['email', 'webhook', 'slack', 'teams'] as const
const isSet = (items: readonly string[]): boolean => new Set(items).size === items.length

const Absence = z
  .strictObject({
    from: Timestamp,
    to: Timestamp,
    deputy: Id.optional().describe('Who stands in; somebody of the directory'),
  })
  .superRefine(refuseEmptyTime('from', 'to'))

const NotifyUrl = z.string().max(2_000).nullable().optional()

const StaffBody = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    email: z
      .string()
      .max(320)
      .refine((text) => normaliseEmail(text) !== null, 'must be an e-mail address')
      .describe('No two of a workspace have the same'),
    unit: Key,
    roles: z
      .array(z.enum(STAFF_ROLES))
      .max(STAFF_ROLES.length)
      .refine(isSet, 'must name each role once')
      .describe('What they may do; without any they may do nothing yet'),
    languages: z.array(Locale).max(50).default([]),
    channels: z.array(Channel).max(50).default([]),
    calendar: Key.optional().describe('When they work; that of the unit unless said'),
    capacity: z.int().min(0).max(10_000).optional().describe('How many conversations they take at once'),
    absences: z.array(Absence).max(200).default([]),
    responsibleFor: Responsibilities.describe('What falls to them rather than to their unit'),
    notify: z
      .array(z.enum(NOTIFY))
      .max(NOTIFY.length)
      .refine(isSet, 'must name each way once')
      .default(['email'])
      .describe('How they are told of their work: by a mail, or by an incoming webhook of theirs'),
    notifyUrls: z
      .strictObject({ webhook: NotifyUrl, slack: NotifyUrl, teams: NotifyUrl })
      .default({})
      .describe('Incoming webhooks: secrets, which are answered nowhere. What is left out stays, null removes it'),
    ...validityFields,
  })
  .superRefine(refuseEmptyValidity)

const StaffView = z
  .object({
    staffId: z.string(),
    version: z.int(),
    name: z.string(),
    email: z.string(),
    unit: z.string(),
    roles: z.array(z.enum(STAFF_ROLES)),
    languages: z.array(z.string()),
    channels: z.array(z.string()),
    calendar: z.string().nullable(),
    capacity: z.int().nullable(),
    absences: z.array(z.object({ from: Moment, to: Moment, deputy: z.string().nullable() })),
    responsibleFor: z.array(Responsibility),
    notify: z.array(z.string()),
    ...validityView,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Staff' })

const toStaffView = ({ details, roles, ...staff }: Staff): z.input<typeof StaffView> => ({
  ...staff,
  roles: [...roles],
  languages: [...details.languages],
  channels: [...details.channels],
  calendar: details.calendar ?? null,
  capacity: details.capacity ?? null,
  absences: details.absences.map(({ from, to, deputy }) => ({ from, to, deputy: deputy ?? null })),
  responsibleFor: (details.responsibleFor ?? []).map((each) => ({ ...each })),
  notify: [...details.notify],
  validFrom: staff.validFrom?.toISOString() ?? null,
  validTo: staff.validTo?.toISOString() ?? null,
  createdAt: staff.createdAt.toISOString(),
  updatedAt: staff.updatedAt.toISOString(),
})

const answerOf = (staff: Staff) => ({ body: toStaffView(staff), headers: { etag: etagOf(staff.version) } })

const tag = 'directory'
const params = z.object({ staffId: Id })

const putStaffRoute = (deps: ProfileDeps): Route =>
  route({
    operationId: 'putStaff',
    etag: true,
    method: 'put',
    path: '/v1/staff/:staffId',
    summary: 'Put somebody of the firm into the directory, or change them',
    description:
      'The id is chosen by you, a UUID. All services follow within seconds, also in what the roles allow. Whoever leaves gets a `validTo`. 409 `staff_email_taken` where somebody else has the address.',
    tag,
    access: { who: 'key', scope: 'workspace:manage', staff: 'administration' },
    ifMatch: 'optional',
    params,
    body: StaffBody,
    responses: { 200: StaffView, 201: StaffView },
    example: {
      name: 'Jörg Müßig',
      email: 'joerg.muessig@shop.example',
      unit: 'service',
      roles: ['agent'],
      languages: ['de'],
      channels: ['email'],
    },
    handleOutside: async ({ params: { staffId }, body, ifMatch, caller, origin, audit }) => {
      const { absences, validFrom, validTo, notifyUrls, ...given } = body
      // Names are looked up, for which no transaction waits.
      await checkNotifyUrls(notifyUrls, deps.outside)
      const put = {
        ...given,
        staffId,
        validFrom: validFrom ?? null,
        validTo: validTo ?? null,
        absences: absences.map(({ from, to, deputy }) => ({ from: from.toISOString(), to: to.toISOString(), deputy })),
        notifyUrls: namedIn(notifyUrls),
        ifMatch,
      }
      const { isNew, staff } = await deps.db.transact(
        workspaceOf(caller),
        async (tx) => {
          tx.afterCommit(() => deps.workspaces.forget())
          return putStaff(tx, put, deps.tools.keyring)
        },
        { origin, audit },
      )
      return isNew ? { status: 201, ...answerOf(staff) } : { status: 200, ...answerOf(staff) }
    },
  })

const readRoutes: readonly Route[] = [
  route({
    operationId: 'getStaff',
    etag: true,
    method: 'get',
    path: '/v1/staff/:staffId',
    summary: 'Read somebody of the directory',
    tag,
    access: { who: 'key', scope: 'profile:read', staff: 'colleagues', remit: 'unit' },
    params,
    responses: { 200: StaffView },
    handle: async (tx, { params: { staffId }, remit }) => ({
      status: 200,
      ...answerOf(await getStaff(tx, staffId, remit)),
    }),
  }),
  route({
    operationId: 'listStaff',
    method: 'get',
    path: '/v1/staff',
    summary: 'List the people of the firm',
    tag,
    access: { who: 'key', scope: 'profile:read', staff: 'colleagues', remit: 'unit' },
    query: staffList.query,
    responses: { 200: listOf(StaffView) },
    handle: async (tx, { query, remit }) => ({ status: 200, body: await listStaff(tx, { query, remit }, toStaffView) }),
  }),
]

export const staffRoutes = (deps: ProfileDeps): readonly Route[] => [putStaffRoute(deps), ...readRoutes]
