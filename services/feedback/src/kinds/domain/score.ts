import type { Scale, ScoreKind } from '@polyphon/contracts'
import { z } from 'zod'
import { type AnswerValue, type Flaw, questionKind } from './question-kind.js'

const WIDEST_SCALE = 1_000

/** What sets one kind of scores apart from another. */
export interface ScoreForm<Type extends ScoreKind> {
  readonly type: Type
  readonly summary: string
  /** The scale where the question names none. */
  readonly usual: Scale
  /** There is no other scale: the number that is made of the scores is defined on it. */
  readonly isFixed?: true
}

const fields = {
  scale: z
    .strictObject({ min: z.number(), max: z.number() })
    .optional()
    .describe('nps has 0 to 10; csat and rating 1 to 5, ces 1 to 7 unless said'),
}
const WholeNumber = z.number()

/** A kind of questions that are answered with a whole number on a scale. */
export const scoreKind = <const Type extends ScoreKind>(form: ScoreForm<Type>) =>
  questionKind({
    type: form.type,
    summary: form.summary,
    fields: () => fields,
    read: ({ scale }, { pointer, faults }): { readonly scale: Scale } => {
      if (scale === undefined) return { scale: form.usual }
      const flaw = flawOfScale(scale, form)
      if (flaw !== null) faults.push({ pointer: `${pointer}/scale`, ...flaw })
      return { scale }
    },
    chooseTexts: ({ scale }) => ({ scale }),
    textsOf: () => [],
    answering: {
      forms: [WholeNumber],
      kept: WholeNumber,
      control: ({ scale }) => ({ form: 'scale', ...scale }),
      check: ({ scale }, value) => flawsOfScore(value, scale),
      keep: (value) => value,
      inConditions: (value) => value,
      warnComparison: () => null,
      count: ({ id, scale }, value) =>
        typeof value === 'number' ? { scores: [{ question: id, kind: form.type, value, scale }] } : {},
    },
  })

function flawOfScale({ min, max }: Scale, { type, usual, isFixed }: ScoreForm<ScoreKind>): Flaw | null {
  if (!Number.isInteger(min) || !Number.isInteger(max))
    return { code: 'scale_not_whole', detail: 'Both ends are whole numbers.' }
  if (min >= max) return { code: 'scale_empty', detail: 'The lower end lies below the upper one.' }
  if (Math.abs(min) > WIDEST_SCALE || Math.abs(max) > WIDEST_SCALE)
    return { code: 'scale_too_wide', detail: `Both ends lie between -${WIDEST_SCALE} and ${WIDEST_SCALE}.` }
  if (isFixed === true && (min !== usual.min || max !== usual.max))
    return {
      code: 'scale_fixed',
      detail: `A question of the kind ${type} has the scale from ${usual.min} to ${usual.max}.`,
    }
  return null
}

function flawsOfScore(value: AnswerValue, { min, max }: Scale): readonly Flaw[] {
  if (typeof value !== 'number' || !Number.isInteger(value))
    return [{ code: 'number_expected', detail: 'This question takes a whole number.' }]
  if (value >= min && value <= max) return []
  return [{ code: 'outside_scale', detail: `The answer lies between ${min} and ${max}.` }]
}
