import type { Owner } from '@polyphon/contracts'
import { mayHandTo, type Remit } from '../auth/remit.js'
import type { Unit } from '../auth/staff.js'
import type { Tx } from '../db/tx.js'
import { aboutNothing, type Named, namedOwner } from '../routing/owner-for.js'
import { AppError } from '../values/errors.js'
import type { ServiceName } from '../values/service-name.js'
import { decideAcknowledge, decideComplete, decideReassign, type Hand, type WorkDecision } from './decide.js'
import { publishWork, type WorkFact } from './publish.js'
import { lockWork, saveWork, workUnknown } from './store.js'
import type { Work } from './work.js'

/** Who does something with work, and whose work they reach. */
export interface WorkCaller {
  /** Somebody of the firm; null for a program. */
  readonly staff: Hand | null
  readonly remit: Remit
  /** The unit of whoever calls, or to which the key is bound; null for a key of the whole workspace. */
  readonly unit: string | null
}

/** Whether work is somebody's to see and to change: what units of theirs own, and what is their own. */
export const reachesWork = ({ staff, remit: { units } }: WorkCaller, { owner }: Pick<Work, 'owner'>): boolean =>
  units === null || units.includes(owner.unit) || (staff !== null && staff.staffId === owner.staffId)

/** Work of this service, and who does something with it. */
export interface WorkRequest {
  readonly service: ServiceName
  readonly workId: string
  readonly caller: WorkCaller
}

/** Takes work on. Throws 404 for none of this service and of the caller's, 409 once it has ended. */
export const acknowledgeWork = (tx: Tx, request: WorkRequest): Promise<Work> =>
  change(tx, request, 'acknowledged', (work) => decideAcknowledge(work, request.caller.staff, tx.now))

/** Ends work as done. Throws as `acknowledgeWork`. */
export const completeWork = (tx: Tx, request: WorkRequest): Promise<Work> =>
  change(tx, request, 'done', (work) => decideComplete(work, tx.now))

/** Hands work to a unit or to somebody. Throws as `acknowledgeWork`, and 422 for an owner who cannot have it. */
export const reassignWork = (tx: Tx, { named, ...request }: WorkRequest & { readonly named: Named }): Promise<Work> =>
  change(tx, request, 'reassigned', async (work) => {
    if (work.endedAt !== null) return { outcome: 'ended' }
    const question = aboutNothing(tx.now, work.profileId ?? undefined)
    const { unit: from } = request.caller
    const mayHave = (unit: string, units: readonly Unit[]): boolean =>
      from === null || mayHandTo({ from, to: unit, at: tx.now }, units)
    const owner: Owner = await namedOwner(tx, named, { question, pointer: '/body', mayHave })
    return decideReassign(work, owner, tx.now)
  })

async function change(
  tx: Tx,
  { service, workId, caller }: WorkRequest,
  fact: WorkFact,
  decide: (work: Work) => WorkDecision | Promise<WorkDecision>,
): Promise<Work> {
  const work = await lockWork(tx, workId)
  if (work === null || !reachesWork(caller, work)) throw workUnknown()
  if (work.service !== service) throw ownedElsewhere(work.service)
  const decision = await decide(work)
  if (decision.outcome === 'ended') throw new AppError('conflict', 'work_ended', `The work is ${work.state}.`)
  if (decision.outcome === 'unchanged') return work
  await saveWork(tx, decision.work)
  publishWork(tx, service, fact, decision.work)
  return decision.work
}

const ownedElsewhere = (service: string): AppError =>
  new AppError('conflict', 'work_elsewhere', `The work is of ${service}, which alone changes it.`)
