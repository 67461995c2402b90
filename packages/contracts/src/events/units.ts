import { z } from 'zod'
import { defineEvent } from '../define-event.js'
import { Responsibility } from '../responsibility.js'
import { topicNames } from '../topics.js'
import { ArchivedAt, Channel, Id, Key, Locale, list, Timestamp, TimeZone, Version } from '../values.js'
import { at, thread } from './example-values.js'
import { staffId } from './owner-example.js'

const topic = topicNames.workspaces
const TimeOfDay = z.string().regex(/^\d{2}:\d{2}$/)

/** Since when and until when somebody or something belongs to the firm; absent where it has no end on that side. */
const validity = {
  validFrom: Timestamp.optional().describe('The first moment at which it counts.'),
  validTo: Timestamp.optional().describe('The first moment at which it counts no more.'),
}

export const unitChanged = defineEvent({
  type: 'profile.unit_changed.v1',
  topic,
  summary: 'A unit of the firm or of a partner, as it is now; a removed one is a tombstone.',
  data: z.object({
    key: Key,
    version: Version,
    name: z.string(),
    parent: Key.optional(),
    organisation: z.string().optional(),
    calendar: Key.optional(),
    ...validity,
    responsibleFor: list(Responsibility),
    publishedAt: Timestamp.optional(),
    archivedAt: ArchivedAt,
  }),
  personal: [],
  key: (data) => `unit:${data.key}`,
  example: {
    key: 'service',
    version: 1,
    name: 'Kundendienst',
    responsibleFor: [{ touchpoint: 'delivery', language: 'de' }],
  },
})

export const staffChanged = defineEvent({
  type: 'profile.staff_changed.v1',
  topic,
  summary: 'Somebody of the firm, as they are now; a removed one is a tombstone.',
  data: z.object({
    staffId: Id,
    version: Version,
    name: z.string(),
    email: z.string().min(1),
    unit: Key,
    roles: list(z.string()).describe('`agent`, `manager`, `analyst`, `admin`'),
    languages: list(Locale),
    channels: list(Channel),
    calendar: Key.optional(),
    capacity: z.int().min(0).optional(),
    absences: list(z.object({ from: Timestamp, to: Timestamp, deputy: Id.optional() })),
    responsibleFor: list(Responsibility).optional(),
    notify: list(z.string()).describe('`email`, `webhook`, `slack`, `teams`'),
    ...validity,
    createdAt: Timestamp.optional().describe('When they were put into the directory'),
    changedAt: Timestamp.optional(),
  }),
  personal: ['name', 'email', 'absences'],
  key: (data) => `staff:${data.staffId}`,
  example: {
    staffId,
    version: 1,
    name: 'Jörg Müßig',
    email: 'joerg.muessig@shop.example',
    unit: 'service',
    roles: ['agent'],
    languages: ['de'],
    channels: ['email'],
    absences: [{ from: at, to: thread.tomorrow }],
    notify: ['email'],
  },
})

export const calendarChanged = defineEvent({
  type: 'profile.calendar_changed.v1',
  topic,
  summary: 'When somebody works, as it is now; a removed one is a tombstone.',
  data: z.object({
    key: Key,
    version: Version,
    timeZone: TimeZone,
    hours: list(z.object({ days: list(z.int().min(1).max(7), 1), from: TimeOfDay, to: TimeOfDay })),
    holidays: list(z.object({ date: z.iso.date(), name: z.string() })),
    publishedAt: Timestamp.optional(),
    archivedAt: ArchivedAt,
  }),
  personal: [],
  key: (data) => `calendar:${data.key}`,
  example: {
    key: 'service',
    version: 1,
    timeZone: 'Europe/Berlin',
    hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '12:30' }],
    holidays: [{ date: '2026-12-25', name: '1. Weihnachtstag' }],
  },
})

export const clockChanged = defineEvent({
  type: 'profile.clock_changed.v1',
  topic,
  summary: 'The clock of a test workspace, as it is now: how far it is ahead of the real time, and goes on from there.',
  data: z.object({
    offsetMs: z.int().min(0).describe('How far its clock is ahead, in milliseconds; it only grows.'),
    changedAt: Timestamp,
  }),
  personal: [],
  key: () => 'clock',
  example: { offsetMs: 86_400_000, changedAt: at },
})
