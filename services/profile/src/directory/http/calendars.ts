import { calendarChanged } from '@polyphon/contracts'
import { AppError, type Route, type Tx } from '@polyphon/service-kit'
import { removeCalendar, saveCalendar } from '@polyphon/service-kit/access'
import { type Definition, definitionKind, definitionRoutes } from '@polyphon/service-kit/definitions'
import { Calendar, faultsOfCalendar, Moment } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { lockDirectory } from '../steps/apply-unit.js'
import { usersOfCalendar } from '../steps/users-of-calendar.js'

const CalendarView = z.object({
  key: z.string(),
  version: z.int(),
  timeZone: z.string(),
  hours: z.array(z.object({ days: z.array(z.int()), from: z.string(), to: z.string() })),
  holidays: z.array(z.object({ date: z.iso.date(), name: z.string() })),
  createdAt: Moment,
  publishedAt: Moment,
})

const calendar = definitionKind({
  name: 'calendar',
  plural: 'calendars',
  tag: 'directory',
  description:
    'Units and staff name it by its key. Business time is what passes within its hours and on no holiday of it, in elapsed time: an hour that the clocks skip counts nothing, one that they repeat twice. All services follow within seconds.',
  whenArchived: '409 while units or staff name it.',
  read: 'profile:read',
  readBy: 'organisation',
  write: 'workspace:manage',
  body: Calendar,
  example: {
    timeZone: 'Europe/Berlin',
    hours: [
      { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:30' },
      { days: [1, 2, 3, 4], from: '13:00', to: '17:00' },
    ],
    holidays: [{ date: '2026-12-25', name: '1. Weihnachtstag' }],
  },
  view: CalendarView,
  bulk: ['holidays'],
  check: (body) => {
    const faults = faultsOfCalendar(body, '/body')
    if (faults.length === 0) return body
    throw new AppError('unprocessable', 'calendar_invalid', 'The calendar says something twice or backwards.', {
      faults,
    })
  },
  lock: lockDirectory,
  apply: async (tx, { key, version, content, archivedAt }) =>
    archivedAt === null ? saveCalendar(tx, { key, version, calendar: content }) : removeCalendar(tx, key),
  usedBy: usersOfCalendar,
  show: showCalendars,
  published: calendarChanged,
  event: (_tx, { key, version, content, publishedAt }) => ({
    key,
    version,
    ...content,
    publishedAt: publishedAt?.toISOString(),
  }),
})

async function showCalendars(
  _tx: Tx,
  definitions: readonly Definition<Calendar>[],
): Promise<readonly z.input<typeof CalendarView>[]> {
  return definitions.map(({ key, version, content: { timeZone, hours, holidays }, createdAt, publishedAt }) => ({
    key,
    version,
    timeZone,
    hours: hours.map(({ days, from, to }) => ({ days: [...days], from, to })),
    holidays: [...holidays],
    createdAt: createdAt?.toISOString() ?? '',
    publishedAt: publishedAt?.toISOString() ?? '',
  }))
}

export const calendarRoutes = (deps: ProfileDeps): readonly Route[] => definitionRoutes(calendar, deps)
