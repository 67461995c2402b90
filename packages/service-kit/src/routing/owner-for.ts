import type { Owner } from '@polyphon/contracts'
import { isValidAt, type Unit } from '../auth/staff.js'
import { readStaff, readUnits } from '../auth/staff-store.js'
import type { Tx } from '../db/tx.js'
import { AppError } from '../values/errors.js'
import { findOwner, readAround, readTree } from './find-owner.js'
import { decideHandUp, type Holder } from './hand-up.js'
import { type Owner as Decided, decideOwner } from './owner.js'
import type { Question } from './responsible.js'

/** The unit at the top, as long as this service has not heard of any. */
const ROOT_UNIT = 'root'

const NO_UNIT: Owner = {
  unit: ROOT_UNIT,
  because: 'This service knows no unit of the workspace that counts at this moment, so it falls to the root.',
}

/** Whose something is, as it is kept and published: where there is no unit yet it falls to the root. */
export async function ownerFor(tx: Tx, question: Question): Promise<Owner> {
  const owner = await findOwner(tx, question)
  return owner === null ? NO_UNIT : inWords(owner, '')
}

/** Nothing is known of what the owner is looked for. */
export const aboutNothing = (at: Date, profileId?: string): Question => ({ segments: [], accounts: [], at, profileId })

/** A unit, somebody of it, or both, named by whoever hands something over. */
export interface Named {
  readonly unit?: string | undefined
  readonly staffId?: string | undefined
}

export interface NamedFor {
  readonly question: Question
  /** Where the owner stands in the body, `/body`. */
  readonly pointer: string
  /** Whether whoever hands it over may give it to a unit; what they may not is as unknown to them. */
  readonly mayHave?: (unit: string, units: readonly Unit[]) => boolean
}

/**
 * Whose something is that is handed over: whoever is named or, while they are absent, who stands in for them; of a unit
 * somebody who works in it. Throws 422 for a unit or somebody who does not count now, and for somebody of another unit.
 */
export async function namedOwner(
  tx: Tx,
  named: Named,
  { question, pointer, mayHave = () => true }: NamedFor,
): Promise<Owner> {
  const unit = await requireNamed(tx, named, { at: question.at, pointer, mayHave })
  const responsible = { unit, staffId: named.staffId ?? null, reasons: [] }
  const tree = await readTree(tx, question.at)
  const owner = decideOwner(responsible, question, await readAround(tx, tree, responsible, question.at))
  const to = named.staffId === undefined ? `the unit "${unit}"` : `staff ${named.staffId}`
  return inWords(owner, `It was given to ${to}.`)
}

async function requireNamed(
  tx: Tx,
  { unit, staffId }: Named,
  { at, pointer, mayHave }: Required<Omit<NamedFor, 'question'>> & { readonly at: Date },
): Promise<string> {
  const refused = (field: 'unit' | 'staffId', code: string, detail: string): AppError =>
    new AppError('unprocessable', code, detail, { faults: [{ pointer: `${pointer}/${field}`, code, detail }] })
  const units = await readUnits(tx)
  const isUnit = units.some((each) => each.key === unit && isValidAt(each, at)) && mayHave(unit ?? '', units)
  if (unit !== undefined && !isUnit)
    throw refused('unit', 'owner_unit_unknown', `There is no unit "${unit}" that counts at this moment.`)
  if (staffId === undefined) return unit ?? ROOT_UNIT
  const staff = await readStaff(tx, staffId)
  if (staff === null || !mayHave(staff.unit, units))
    throw refused('staffId', 'staff_unknown', 'There is nobody with this id in the directory.')
  if (!isValidAt(staff, at)) throw refused('staffId', 'staff_inactive', 'They are not among the staff at this moment.')
  if (unit !== undefined && staff.unit !== unit)
    throw refused('staffId', 'staff_of_other_unit', 'They are of another unit.')
  return staff.unit
}

/** Who comes next where somebody does not do what is theirs; null where nobody does. */
export async function ownerAbove(
  tx: Tx,
  { owner, former }: { readonly owner: Holder; readonly former: readonly Holder[] },
  question: Question,
): Promise<Owner | null> {
  const tree = await readTree(tx, question.at)
  // Of a unit that is archived, and of the root before there were units: it falls to whoever it would fall to now.
  if (!tree.units.has(owner.unit)) {
    const found = await findOwner(tx, question)
    const isNew = found !== null && ![owner, ...former].some((had) => isOf(found, had))
    return isNew ? inWords(found, `The unit "${owner.unit}" is not there any more.`) : null
  }
  const around = await readAround(tx, tree, { unit: owner.unit, staffId: null }, question.at)
  const next = decideHandUp(owner, former, question, around)
  return next && inWords(next, '')
}

const isOf = (found: Decided, { unit, staffId }: Holder): boolean =>
  found.unit === unit && (found.staffId ?? undefined) === staffId

// Of a large unit with many who are absent the steps may be hundreds.
const LONGEST_BECAUSE = 2_000

/** The owner with the steps that led there as one text; of very many the first ones, and how many there are more. */
function inWords({ unit, staffId, reasons }: Decided, first: string): Owner {
  const steps = [first, ...reasons.map(({ detail }) => detail)].filter((step) => step !== '')
  let because = ''
  const fitting = steps.findIndex((step) => {
    const longer = because === '' ? step : `${because} ${step}`
    if (longer.length > LONGEST_BECAUSE) return true
    because = longer
    return false
  })
  const left = fitting < 0 ? '' : ` And ${steps.length - fitting} steps more.`
  return { unit, ...(staffId !== null && { staffId }), because: `${because}${left}`.trim() }
}
