import type { StaffRole } from './staff.js'

/**
 * What an operation is about, and which roles may call it for that. An operation that says nothing is for no staff. Source:
 * api-services.md §1, decisions 0103 and 0126.
 */
export const STAFF_ACCESS = {
  /** Programs alone: what speaks for somebody else. */
  nobody: [],
  /** Which units there are; names nobody. */
  organisation: ['agent', 'manager', 'analyst', 'admin'],
  /** Who works here: names and addresses. */
  colleagues: ['agent', 'manager', 'admin'],
  /** One person, and what concerns them. */
  people: ['agent', 'manager', 'admin'],
  /** Many people at once, and what cannot be taken back for one. */
  oversight: ['manager', 'admin'],
  /** Metrics and counts. */
  numbers: ['manager', 'analyst', 'admin'],
  /** What is published under a key, to be read. */
  definitions: ['manager', 'analyst', 'admin'],
  /** Definitions to be written, keys, the workspace, files, work of the machine. */
  administration: ['admin'],
} as const satisfies Readonly<Record<string, readonly StaffRole[]>>

export type StaffAccess = keyof typeof STAFF_ACCESS

/** The roles that may; none where nothing was said. */
export const rolesOf = (access: StaffAccess | undefined): readonly StaffRole[] =>
  access === undefined ? [] : STAFF_ACCESS[access]

/** Whether what is read there is about customers: who of the staff reads it is noted. */
export const isAboutPeople = (access: StaffAccess | undefined): boolean => access === 'people' || access === 'oversight'

/** Whether partners' staff may call it for all: what is said there names nobody. */
export const isOpenToPartners = (access: StaffAccess | undefined): boolean => access === 'organisation'
