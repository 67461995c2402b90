import type { DecodedEvent } from '@polyphon/contracts'
import { AppError } from '../values/errors.js'
import { sqlStateOf } from '../values/unavailable.js'
import type { Refusal } from './receive.js'

/** What to do about a failed event: deliver it again later, put it aside at once, or try a few times more first. */
export type ErrorClass =
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'refused' | 'bug'; readonly refusal: Refusal }

const MOST_CHARACTERS = 500

export function classifyError(error: unknown, event: DecodedEvent | undefined): ErrorClass {
  if (error instanceof AppError && error.kind === 'unavailable') return { kind: 'unavailable' }
  const reason = textOf(error).slice(0, MOST_CHARACTERS)
  if (error instanceof AppError) {
    return { kind: 'refused', refusal: { errorClass: 'refused', code: error.code, reason, event } }
  }
  const state = sqlStateOf(error)
  // Class 22: PostgreSQL cannot store such data, however often it is asked.
  if (state.startsWith('22'))
    return { kind: 'refused', refusal: { errorClass: 'refused', code: 'data', reason, event } }
  const code = error instanceof Error && error.name !== 'Error' ? error.name : 'unexpected'
  return { kind: 'bug', refusal: { errorClass: 'bug', code: state === '' ? code : `sql_${state}`, reason, event } }
}

function textOf(error: unknown): string {
  if (error instanceof AppError) {
    const faults = error.faults.map((fault) => `${fault.pointer}: ${fault.code}`)
    return [error.message, ...faults].join('; ')
  }
  return error instanceof Error ? error.message : String(error)
}
