import { escapeText } from '@polyphon/service-kit/pages'
import type { Control } from '../../kinds/domain/question-kind.js'
import { kindOf } from '../../kinds/domain/registry.js'
import type { Question } from '../../surveys/domain/survey.js'
import { FIELDS, type Filled, OTHER } from '../domain/page-form.js'
import type { PageWords } from './page-words.js'

/** One question on the page. */
export interface FieldOf {
  readonly question: Question
  readonly filled: Filled
  /** What is wrong with it, in words. */
  readonly fault: string | undefined
  readonly words: PageWords
  /** Says in which language a text of the survey is; with a space before it, or empty. */
  readonly lang: string
}

/** More numbers than these are not to be looked through: one is typed. */
const MOST_RADIOS = 21

const textOf = (text: unknown): string => escapeText(typeof text === 'string' ? text : '').replaceAll('\n', '<br>')

/** Where the first control of a question is, which a list of faults leads to. */
export const idOf = ({ id }: Pick<Question, 'id'>): string => `q-${id}`

/** A question with what it is answered by; without scripts, and with its fault beside it. */
export function fieldOf(field: FieldOf): string {
  const { question, lang } = field
  const { answering } = kindOf(question)
  if (answering === null) return `<p${lang}>${textOf(question.text)}</p>`
  const control = answering.control(question)
  const hidden = `<input type="hidden" name="${FIELDS.asked}" value="${question.id}">`
  if (control.form === 'words') return `${hidden}${area(field)}`
  if (control.form === 'options') return `${hidden}${group(field, options(field, control), null)}`
  const hint = field.words.scale(control.min, control.max)
  return control.max - control.min < MOST_RADIOS
    ? `${hidden}${group(field, scale(field, control), hint)}`
    : `${hidden}${number(field, control, hint)}`
}

const required = ({ question, words }: FieldOf): string => (question.required ? ` (${words.required})` : '')

const faultOf = ({ question, fault, words }: FieldOf): string =>
  fault === undefined ? '' : `<p class="error" id="e-${question.id}">${words.error}: ${fault}</p>`

/** Names the texts beside a control for whoever hears the page. */
function described({ question, fault }: FieldOf, hint: string | null): string {
  const ids = [...(hint === null ? [] : [`h-${question.id}`]), ...(fault === undefined ? [] : [`e-${question.id}`])]
  return ids.length === 0 ? '' : ` aria-describedby="${ids.join(' ')}"`
}

const hintOf = ({ question }: FieldOf, hint: string | null): string =>
  hint === null ? '' : `<p class="hint" id="h-${question.id}">${hint}</p>`

const invalid = ({ fault }: FieldOf): string => (fault === undefined ? '' : ' aria-invalid="true"')

function area(field: FieldOf): string {
  const { question, filled, lang } = field
  const id = idOf(question)
  // A line break directly behind the tag would be taken away.
  const text = `\n${escapeText(filled.values[0] ?? '')}`
  return `<div class="q"><label for="${id}"><span${lang}>${textOf(question.text)}</span>${required(field)}</label>${faultOf(field)}<textarea id="${id}" name="${FIELDS.answer(question.id)}" rows="5"${described(field, null)}${invalid(field)}>${text}</textarea></div>`
}

function number(field: FieldOf, { min, max }: Extract<Control, { form: 'scale' }>, hint: string): string {
  const { question, filled, lang } = field
  const id = idOf(question)
  // As text: what is no number comes back as it was typed.
  return `<div class="q"><label for="${id}"><span${lang}>${textOf(question.text)}</span>${required(field)}</label>${hintOf(field, hint)}${faultOf(field)}<input type="text" id="${id}" inputmode="${min < 0 ? 'text' : 'numeric'}" maxlength="${String(max).length + 5}" name="${FIELDS.answer(question.id)}" value="${escapeText(filled.values[0] ?? '')}"${described(field, hint)}${invalid(field)}></div>`
}

function group(field: FieldOf, controls: string, hint: string | null): string {
  const { question, lang } = field
  return `<fieldset${described(field, hint)}><legend><span${lang}>${textOf(question.text)}</span>${required(field)}</legend>${hintOf(field, hint)}${faultOf(field)}${controls}</fieldset>`
}

interface Box {
  readonly type: 'radio' | 'checkbox'
  readonly value: string
  /** As HTML. */
  readonly text: string
  readonly isChecked: boolean
  readonly isFirst: boolean
  readonly className?: string
}

function box({ question }: FieldOf, { type, value, text, isChecked, isFirst, className }: Box): string {
  const id = isFirst ? ` id="${idOf(question)}"` : ''
  const name = `name="${FIELDS.answer(question.id)}"`
  return `<label${className === undefined ? '' : ` class="${className}"`}><input type="${type}"${id} ${name} value="${value}"${isChecked ? ' checked' : ''}>${text}</label>`
}

/** Nobody can take back a choice among radio buttons, so there is one for no answer where none is needed. */
function noAnswer(field: FieldOf): string {
  const { question, filled, words } = field
  if (question.required) return ''
  const isChecked = filled.values.every((value) => value === '')
  return box(field, { type: 'radio', value: '', text: words.noAnswer, isChecked, isFirst: false, className: 'none' })
}

function scale(field: FieldOf, { min, max }: Extract<Control, { form: 'scale' }>): string {
  const numbers = Array.from({ length: max - min + 1 }, (_, index) => String(min + index))
  const boxes = numbers.map((value, index) =>
    box(field, {
      type: 'radio',
      value,
      text: value,
      isChecked: field.filled.values[0] === value,
      isFirst: index === 0,
    }),
  )
  return `<div class="row">${boxes.join('')}${noAnswer(field)}</div>`
}

function options(field: FieldOf, control: Extract<Control, { form: 'options' }>): string {
  const { question, filled, words, lang } = field
  const type = control.isSingle ? 'radio' : 'checkbox'
  const boxes = control.options.map(({ id, text }, index) =>
    box(field, {
      type,
      value: id,
      text: `<span${lang}>${textOf(text)}</span>`,
      isChecked: filled.values.includes(id),
      isFirst: index === 0,
    }),
  )
  const isOther = filled.values.includes(OTHER)
  const marker = { type, value: OTHER, text: words.otherOrOne, isChecked: isOther, isFirst: false } as const
  const room = `<label class="other" for="o-${question.id}">${words.other}</label><input type="text" id="o-${question.id}" name="${FIELDS.other(question.id)}" value="${escapeText(filled.other)}">`
  const other = control.other && control.isSingle ? box(field, marker) : ''
  const none = control.isSingle ? noAnswer(field) : ''
  return `<div class="list">${boxes.join('')}${other}${none}</div>${control.other ? `<div>${room}</div>` : ''}`
}
