import type { DataOf, feedbackGiven } from '@polyphon/contracts'
import { type Texts, textsOf } from './texts.js'

/** What an answer says to one question; `value` and scale are null for a text, which itself is not kept. */
export interface AnsweredQuestion {
  readonly question: string
  readonly kind: string
  readonly value: number | null
  readonly scaleMin: number | null
  readonly scaleMax: number | null
}

/** Somebody answered a survey, in part or completely. */
export interface AnswerFact {
  readonly eventId: string
  readonly answerId: string
  readonly complete: boolean
  readonly profileId: string | null
  readonly occurredAt: string
  readonly survey: string
  readonly version: number
  readonly channel: string | null
  readonly locale: string | null
  readonly touchpoint: string | null
  readonly properties: Texts
  readonly questions: readonly AnsweredQuestion[]
}

export function toAnswer(eventId: string, data: DataOf<typeof feedbackGiven>): AnswerFact {
  const texts = data.texts.map(({ question }) => ({
    question,
    kind: 'text',
    value: null,
    scaleMin: null,
    scaleMax: null,
  }))
  const scores = data.scores.map(({ question, kind, value, scale }) => ({
    question,
    kind,
    value,
    scaleMin: scale.min,
    scaleMax: scale.max,
  }))
  return {
    eventId,
    answerId: data.answerId,
    complete: data.complete,
    profileId: data.profileId ?? null,
    occurredAt: data.occurredAt,
    survey: data.survey,
    version: data.version,
    channel: data.channel ?? null,
    locale: data.locale ?? null,
    touchpoint: data.touchpoint ?? null,
    properties: textsOf(data.properties),
    questions: firstPerQuestion([...scores, ...texts]),
  }
}

function firstPerQuestion(answered: readonly AnsweredQuestion[]): readonly AnsweredQuestion[] {
  const seen = new Set<string>()
  return answered.filter(({ question }) => !seen.has(question) && seen.add(question))
}
