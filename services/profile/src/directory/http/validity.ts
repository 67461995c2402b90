import { Moment, Timestamp } from '@polyphon/values'
import type { z } from 'zod'

/** Since when and until when somebody or something counts, as it is put. */
export const validityFields = {
  validFrom: Timestamp.nullable().optional().describe('The first moment at which it counts; null: since ever'),
  validTo: Timestamp.nullable().optional().describe('The first moment at which it counts no more; null: without end'),
}

/** The same as it is answered. */
export const validityView = { validFrom: Moment.nullable(), validTo: Moment.nullable() }

/** Refuses an end that does not lie behind the beginning; `from` and `to` name the fields. */
export const refuseEmptyTime =
  <From extends string, To extends string>(from: From, to: To) =>
  (given: Readonly<Partial<Record<From | To, Date | null | undefined>>>, context: z.RefinementCtx): void => {
    const [begin, end] = [given[from], given[to]]
    if (begin == null || end == null || begin < end) return
    const message = 'The end lies at or before the beginning.'
    context.addIssue({ code: 'custom', path: [to], message, params: { code: 'end_before_beginning' } })
  }

export const refuseEmptyValidity = refuseEmptyTime('validFrom', 'validTo')
