import type { Responsibility } from '@polyphon/contracts'

/** What staff may be; `admin` may do all that a workspace can. Source: api-services.md §1. */
export const STAFF_ROLES = ['agent', 'manager', 'analyst', 'admin'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

export const isStaffRole = (text: unknown): text is StaffRole => STAFF_ROLES.some((role) => role === text)

/** Since when and until when something counts; null on a side where it has no end. */
export interface Validity {
  readonly validFrom: Date | null
  readonly validTo: Date | null
}

export const isValidAt = ({ validFrom, validTo }: Validity, now: Date): boolean =>
  (validFrom === null || validFrom <= now) && (validTo === null || validTo > now)

/** Somebody of the firm, as the directory knows them now. */
export interface Staff extends Validity {
  readonly staffId: string
  /** Grows with each change. */
  readonly version: number
  readonly name: string
  readonly email: string
  readonly unit: string
  readonly roles: readonly StaffRole[]
  readonly details: StaffDetails
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What is known of somebody and decides nothing about a request. */
export interface StaffDetails {
  readonly languages: readonly string[]
  readonly channels: readonly string[]
  readonly calendar?: string | undefined
  /** How many conversations they take at once. */
  readonly capacity?: number | undefined
  readonly absences: readonly Absence[]
  /** What falls to them rather than to their unit; absent in what was put before it could be said. */
  readonly responsibleFor?: readonly Responsibility[] | undefined
  readonly notify: readonly string[]
}

/** Moments as ISO texts, as they are stored and published. */
export interface Absence {
  readonly from: string
  readonly to: string
  readonly deputy?: string | undefined
}

/** A unit of the firm or of a partner, as it is now. */
export interface Unit extends Validity {
  readonly key: string
  readonly version: number
  readonly name: string
  readonly parent: string | null
  readonly details: UnitDetails
}

export interface UnitDetails {
  readonly organisation?: string | undefined
  readonly calendar?: string | undefined
  readonly responsibleFor: readonly Responsibility[]
}
