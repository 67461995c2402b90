import type { DataOf, Owner, WorkState, work as workFacts } from '@polyphon/contracts'
import type { ServiceName } from '../values/service-name.js'

/** Whose it was before, and until when. */
export interface FormerOwner extends Owner {
  readonly until: string
}

/** What somebody of the firm has to do. Source: api-services.md §1. */
export interface Work {
  readonly workId: string
  /** Grows with each change. */
  readonly version: number
  readonly kind: string
  /** Who opened it, and alone changes it. */
  readonly service: ServiceName
  readonly state: WorkState
  /** What it is about, of work that a service opens by itself: there is one of each that has not ended. */
  readonly subject: string | null
  readonly owner: Owner
  /** The latest last. */
  readonly formerOwners: readonly FormerOwner[]
  /** How often it has had another owner; more than `formerOwners` may hold. */
  readonly handOvers: number
  readonly openedAt: Date
  readonly dueAt: Date | null
  /** When somebody first took it on, whoever that was. */
  readonly acknowledgedAt: Date | null
  readonly overdueAt: Date | null
  /** When it was done or canceled. */
  readonly endedAt: Date | null
  readonly profileId: string | null
  readonly why: string
  readonly href: string
}

export type WorkData = DataOf<(typeof workFacts)['profile']['opened']>

/** As it is published and answered. */
export const toWorkData = (work: Work): WorkData => ({
  workId: work.workId,
  version: work.version,
  kind: work.kind,
  service: work.service,
  owner: work.owner,
  state: work.state,
  openedAt: work.openedAt.toISOString(),
  dueAt: work.dueAt?.toISOString() ?? null,
  ...(work.acknowledgedAt && { acknowledgedAt: work.acknowledgedAt.toISOString() }),
  ...(work.overdueAt && { overdueAt: work.overdueAt.toISOString() }),
  ...(work.endedAt && { [work.state === 'done' ? 'doneAt' : 'canceledAt']: work.endedAt.toISOString() }),
  profileId: work.profileId,
  why: work.why,
  href: work.href,
  handOvers: work.handOvers,
  formerOwners: [...work.formerOwners],
})

/** As another service has published it. */
export function ofWorkData(data: WorkData): Work {
  const { acknowledgedAt, overdueAt, doneAt, canceledAt, openedAt, dueAt, profileId, ...rest } = data
  return {
    ...rest,
    subject: null,
    openedAt: new Date(openedAt),
    dueAt: dateOf(dueAt),
    acknowledgedAt: dateOf(acknowledgedAt),
    overdueAt: dateOf(overdueAt),
    endedAt: dateOf(doneAt ?? canceledAt),
    profileId: profileId ?? null,
  }
}

const dateOf = (text: string | null | undefined): Date | null =>
  text === null || text === undefined ? null : new Date(text)
