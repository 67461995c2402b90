import { faultOfText, groupBy } from '@polyphon/values'
import type { AnswerValue, Control, Flaw } from '../../kinds/domain/question-kind.js'

/** Stands for the room for something else where one of several is chosen; no option has such an id. */
export const OTHER = ':other'

/** What stands in the fields of one question. */
export interface Filled {
  readonly values: readonly string[]
  readonly other: string
}

/** A form as a page has sent it: the questions that it had, and what was filled in. */
export type PageForm = ReadonlyMap<string, Filled>

/** The names of the fields of a page: of the questions that it has, of their answers, and of the room for something else. */
export const FIELDS = { asked: 'asked', answer: (id: string) => `a.${id}`, other: (id: string) => `o.${id}` } as const

// Lines of a form end as those of a mail do.
const plain = (text: string): string => text.replaceAll('\r\n', '\n')

/**
 * Reads a form (`application/x-www-form-urlencoded`); whatever else stands in it was added on the way. Each field is looked
 * at once, however many there are: whoever has a link may send as much as a body takes.
 */
export function readForm(text: string): PageForm {
  const fields = groupBy([...new URLSearchParams(text)], ([name]) => name)
  const valuesOf = (name: string): readonly string[] => (fields.get(name) ?? []).map(([, value]) => value)
  return new Map(
    [...new Set(valuesOf(FIELDS.asked))].map((id) => [
      id,
      {
        values: valuesOf(FIELDS.answer(id)).map(plain),
        other: plain(valuesOf(FIELDS.other(id))[0] ?? ''),
      },
    ]),
  )
}

/** Whether what is written with percent signs is UTF-8: readers of forms put U+FFFD in the place of bytes that are not. */
export const isUtf8Form = (text: string): boolean =>
  [...text.matchAll(/(?:%[0-9a-f]{2})+/giu)].every(([bytes]) => canDecode(bytes))

function canDecode(bytes: string): boolean {
  try {
    decodeURIComponent(bytes)
    return true
  } catch {
    return false
  }
}

/** An answer as its question's fields say it, null where they say nothing; and what is wrong with the fields themselves. */
export interface FilledAnswer {
  readonly value: AnswerValue | null
  readonly flaws: readonly Flaw[]
}

const flawed = (code: string, detail: string): FilledAnswer => ({ value: null, flaws: [{ code, detail }] })
const answered = (value: AnswerValue | null): FilledAnswer => ({ value, flaws: [] })

export function answerIn(control: Control, { values, other }: Filled): FilledAnswer {
  if ([...values, other].some((text) => faultOfText(text) !== null))
    return flawed('text_not_storable', 'There are characters in it that cannot be kept.')
  const [first = ''] = values
  if (control.form === 'words') return answered(first.trim() === '' ? null : first)
  return control.form === 'scale' ? numberIn(first) : choiceIn(values, other)
}

function numberIn(text: string): FilledAnswer {
  if (text.trim() === '') return answered(null)
  if (/^\s*-?\d{1,6}\s*$/.test(text)) return answered(Number(text))
  return flawed('number_expected', 'This question takes a whole number.')
}

function choiceIn(values: readonly string[], other: string): FilledAnswer {
  const ids = values.filter((value) => value !== '' && value !== OTHER)
  const isOther = other.trim() !== ''
  if (values.includes(OTHER) && !isOther) return flawed('other_missing', 'Something else was chosen and not said.')
  if (ids.length === 0 && !isOther) return answered(null)
  return answered({ values: ids, ...(isOther ? { other } : {}) })
}

const isList = (value: object): value is readonly string[] => Array.isArray(value)

/** The fields of a question as they are filled in with an answer that was given before. */
export function filledWith(control: Control, value: AnswerValue | undefined): Filled {
  if (value === undefined) return { values: [], other: '' }
  if (typeof value === 'number' || typeof value === 'string') return { values: [String(value)], other: '' }
  const { values, other = '' } = isList(value) ? { values: value } : value
  const isMarked = control.form === 'options' && control.isSingle && other !== ''
  return { values: isMarked ? [...values, OTHER] : values, other }
}
