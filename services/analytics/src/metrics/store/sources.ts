import { interactionRecorded } from '@polyphon/contracts'

/** A table of facts as a question sees it. The SQL texts are ours; nothing of a request ever becomes part of one. */
export interface Source {
  readonly from: string
  readonly only: string
  /** The only type of event that counts, where the table has several. */
  readonly type?: string
  /** The expression of each field that can group or choose; null stands for what is not given. */
  readonly fields: Readonly<Record<string, string>>
  /** What is counted. */
  readonly n: string
  readonly hits: string
  /** Whether the person is needed although no dimension asks for them. */
  readonly perPerson: boolean
}

const NONE = '0'
// The language that the person has now; the fact's own where nobody is known.
const LOCALE = 'coalesce(person.locale, f.locale)'

const answered = {
  survey: 'f.survey',
  version: 'f.version::text',
  channel: 'f.channel',
  touchpoint: 'f.touchpoint',
  locale: LOCALE,
}

const interactions: Source = {
  from: 'fact f',
  only: 'true',
  type: interactionRecorded.type,
  fields: {
    kind: "f.dimensions ->> 'kind'",
    name: "f.dimensions ->> 'name'",
    channel: 'f.channel',
    locale: 'person.locale',
  },
  n: 'count(*)',
  hits: NONE,
  perPerson: false,
}

const messages: Source = {
  from: 'message_fact f',
  only: "f.state = 'sent'",
  fields: {
    channel: 'f.channel',
    class: 'f.class',
    topic: 'f.topic',
    template: 'f.template',
    touchpoint: 'f.touchpoint',
    locale: LOCALE,
  },
  n: 'count(*)',
  hits: NONE,
  perPerson: false,
}

export const sources = {
  interactions,
  messages,
  deliveries: {
    ...messages,
    from: `message_fact f
      left join message_fact arrived on arrived.workspace_id = f.workspace_id and arrived.message_id = f.message_id
       and arrived.state = 'delivered'`,
    hits: 'count(arrived.message_id)',
  },
  activePersons: {
    ...interactions,
    n: 'count(distinct coalesce(alias.canonical_id, f.profile_id))',
    perPerson: true,
  },
  answers: { from: 'answer_fact f', only: 'f.complete', fields: answered, n: 'count(*)', hits: NONE, perPerson: false },
  answersToQuestions: {
    from: 'score_fact f',
    only: 'true',
    fields: { ...answered, question: 'f.question', kind: 'f.kind' },
    n: 'count(distinct f.answer_id)',
    hits: NONE,
    perPerson: false,
  },
  scores: {
    from: 'score_fact f',
    only: 'f.value is not null',
    fields: {
      ...answered,
      question: 'f.question',
      kind: 'f.kind',
      scale: "f.scale_min || '..' || f.scale_max",
    },
    n: 'count(*)',
    hits: NONE,
    perPerson: false,
  },
} as const satisfies Readonly<Record<string, Source>>
