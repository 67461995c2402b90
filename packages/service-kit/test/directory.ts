import type { Member } from '../src/routing/responsible.js'
import type { DirectoryUnit } from '../src/routing/tree.js'

/** A unit that counts and says nothing more. */
export const unit = (
  key: string,
  parent: string | null = null,
  changes: Partial<DirectoryUnit> = {},
): DirectoryUnit => ({
  key,
  parent,
  counts: true,
  isPartner: false,
  calendar: null,
  responsibleFor: [],
  ...changes,
})

/** An agent who is there and says nothing more. */
export const member = (staffId: string, of: string, changes: Partial<Member> = {}): Member => ({
  staffId,
  unit: of,
  roles: ['agent'],
  languages: [],
  channels: [],
  calendar: null,
  capacity: null,
  absences: [],
  responsibleFor: [],
  createdAt: new Date('2026-01-01T00:00:00Z'),
  ...changes,
})

/** Away for all of November 2026. */
export const absent = (deputy?: string): Pick<Member, 'absences'> => ({
  absences: [{ from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', deputy }],
})
