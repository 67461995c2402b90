import type { Comparison } from '@polyphon/conditions'
import type { QuestionKind } from '@polyphon/contracts'
import { type Fault, isLonger, pointerTo } from '@polyphon/values'
import { z } from 'zod'
import { type LocalText, readText } from './local-text.js'
import { type AnswerValue, type Chosen, type Flaw, questionKind, TextForm } from './question-kind.js'

const MOST_OPTIONS = 250
const LONGEST_ID = 63
const LONGEST_OTHER = 1_000

export interface Option {
  /** What answers name; it stays the same when its text is worded anew. */
  readonly id: string
  readonly text: LocalText
}

export interface Choice {
  readonly options: readonly Option[]
  /** Whether an answer may be none of the options, in somebody’s own words. */
  readonly other?: true
}

/** What sets one kind of choices apart from another. */
export interface ChoiceForm<Type extends QuestionKind> {
  readonly type: Type
  readonly summary: string
  /** How many may be chosen, what somebody writes under `other` being one of them. */
  readonly most: number
}

// `check` says what is too much, and where; a form that one of several does not fit only says that none does.
const IdsForm = z.array(z.string()).meta({ maxItems: MOST_OPTIONS })
const ChosenForm: z.ZodType<Chosen> = z.strictObject({ values: IdsForm, other: z.string().optional() })

function fieldsWith(text: z.ZodType<LocalText>) {
  const id = z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/,
      `must start with a letter or digit and hold only letters, digits, _ and -, at most ${LONGEST_ID}`,
    )
  const options: z.ZodType<readonly Option[]> = z.array(z.strictObject({ id, text })).min(1).max(MOST_OPTIONS)
  return {
    options: options.optional().describe('What can be chosen, where the kind has options'),
    other: z
      .boolean()
      .optional()
      .describe('Whether something else can be answered in words, where the kind has options'),
  }
}

/** A kind of questions that are answered by choosing among options. */
export const choiceKind = <const Type extends QuestionKind>({ type, summary, most }: ChoiceForm<Type>) =>
  questionKind({
    type,
    summary,
    fields: fieldsWith,
    read: ({ options, other }, { pointer, faults }): Choice => {
      if (options === undefined)
        faults.push({ pointer: `${pointer}/options`, code: 'options_missing', detail: 'There is nothing to choose.' })
      return {
        options: readOptions(options ?? [], `${pointer}/options`, faults),
        ...(other === true ? { other } : {}),
      }
    },
    chooseTexts: ({ options, other }, choose) => ({
      options: options.map(({ id, text }) => ({ id, text: choose(text) })),
      ...(other === undefined ? {} : { other }),
    }),
    textsOf: ({ options }) => options.map(({ text }, index) => ({ at: pointerTo('', 'options', index, 'text'), text })),
    answering: {
      forms: [TextForm, IdsForm, ChosenForm],
      kept: ChosenForm,
      control: ({ options, other }) => ({ form: 'options', options, other: other === true, isSingle: most === 1 }),
      check: (choice, value) => flawsOf(choice, value, most),
      keep,
      inConditions: (value) => valuesOf(value).map(({ id }) => id),
      warnComparison,
      count: ({ id }, value) => {
        const other = otherOf(value)
        const values = valuesOf(value).map((chosen) => chosen.id)
        return { choices: [{ question: id, values, ...(other === undefined ? {} : { other }) }] }
      },
    },
  })

function warnComparison({ options }: Choice, { op, value }: Comparison): string | null {
  if (op === 'exists') return null
  if (op !== 'contains') return 'What is chosen is a list of ids: compare it with `contains`.'
  return options.some(({ id }) => id === value) ? null : 'No option of this question has this id.'
}

function readOptions(options: readonly Option[], pointer: string, faults: Fault[]): readonly Option[] {
  const ids = new Set<string>()
  return options.map(({ id, text }, index) => {
    const at = pointerTo(pointer, index)
    if (ids.has(id))
      faults.push({ pointer: `${at}/id`, code: 'option_id_repeated', detail: 'Another option has this id already.' })
    ids.add(id)
    return { id, text: readText(text, `${at}/text`, faults) }
  })
}

interface ChosenId {
  readonly id: string
  /** Leads from the answer to this id. */
  readonly at: string
}

function valuesOf(value: AnswerValue): readonly ChosenId[] {
  if (typeof value === 'number') return []
  if (typeof value === 'string') return [{ id: value, at: '' }]
  const [ids, at] = isList(value) ? [value, ''] : [value.values, '/values']
  return ids.map((id, index) => ({ id, at: `${at}/${index}` }))
}

/** What somebody wrote in their own words; a field that was left empty says nothing. */
function otherOf(value: AnswerValue): string | undefined {
  if (typeof value !== 'object' || isList(value) || value.other === undefined) return undefined
  return value.other.trim() === '' ? undefined : value.other
}

const isList = (value: object): value is readonly string[] => Array.isArray(value)

function keep(value: AnswerValue): AnswerValue | undefined {
  if (typeof value === 'number') return value
  const values = valuesOf(value).map(({ id }) => id)
  const other = otherOf(value)
  if (values.length === 0 && other === undefined) return undefined
  return { values, ...(other === undefined ? {} : { other }) }
}

function flawsOf(choice: Choice, value: AnswerValue, most: number): readonly Flaw[] {
  if (typeof value === 'number')
    return [{ code: 'choice_expected', detail: 'This question takes the id of an option, or a list of them.' }]
  const chosen = valuesOf(value)
  if (chosen.length > MOST_OPTIONS) return [tooMany(Math.min(most, MOST_OPTIONS))]
  const other = otherOf(value)
  const count = chosen.length + (other === undefined ? 0 : 1)
  return [
    ...flawsOfValues(choice, chosen),
    ...(other === undefined ? [] : flawsOfOther(choice, other)),
    ...(count > most ? [tooMany(most)] : []),
  ]
}

const tooMany = (most: number): Flaw => ({
  code: 'too_many_chosen',
  detail: `At most ${most} can be chosen.`,
})

function flawsOfValues({ options }: Choice, chosen: readonly ChosenId[]): readonly Flaw[] {
  const known = new Set(options.map(({ id }) => id))
  const seen = new Set<string>()
  return chosen.flatMap(({ id, at }): readonly Flaw[] => {
    if (!known.has(id))
      return [{ at, code: 'option_unknown', detail: 'In this version of the survey the question has no such option.' }]
    if (seen.has(id)) return [{ at, code: 'option_repeated', detail: 'This option is chosen already.' }]
    seen.add(id)
    return []
  })
}

function flawsOfOther(choice: Choice, other: string): readonly Flaw[] {
  if (choice.other !== true)
    return [{ at: '/other', code: 'other_not_offered', detail: 'This question takes its options only.' }]
  if (!isLonger(other, LONGEST_OTHER)) return []
  return [{ at: '/other', code: 'other_too_long', detail: `A text has at most ${LONGEST_OTHER} characters.` }]
}
