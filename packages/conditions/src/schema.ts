import { Duration } from '@polyphon/values'
import { z } from 'zod'
import { ASKED_KINDS, type AskedKind } from './history-name.js'
import { LIMITS } from './limits.js'
import { Key, Path } from './paths.js'

export const OPS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'contains', 'exists', 'before', 'after'] as const
export type Op = (typeof OPS)[number]

export const MESSAGE_STATES = [
  'accepted',
  'sent',
  'delivered',
  'read',
  'clicked',
  'replied',
  'failed',
  'dropped',
  'expired',
] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

export type Scalar = string | number | boolean | null

export interface Comparison {
  readonly path: string
  readonly op: Op
  readonly value?: Scalar | readonly Scalar[] | undefined
}
/** Compares the value of a computed trait that is published under this key; what was stated under the same name is none. */
export interface ComputedLeaf {
  readonly computed: string
  readonly op: Op
  readonly value?: Comparison['value']
}
/** Whether somebody was put on the list of a segment, by hand or by an import. */
export interface ListedLeaf {
  readonly listed: string
}
export interface SegmentLeaf {
  readonly segment: string
  readonly member?: boolean | undefined
}
export interface DidLeaf {
  readonly did: string
  readonly kind?: AskedKind | undefined
  readonly where?: Condition | undefined
  readonly atLeast?: number | undefined
  readonly within?: string | undefined
}
/** Of which messages the last one is meant. */
export type MessageSelector = { readonly template: string } | { readonly topic: string }
export interface MessageLeaf {
  /** The send step of the run, or the last message of a template or topic that went to the person. */
  readonly message: string | MessageSelector
  readonly state: MessageState
  /** Only with a template or topic. */
  readonly within?: string | undefined
}
/** What an answer can be compared by: nothing that looks at the clock, and what nobody answered compares with nothing. */
export const ANSWER_OPS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'contains'] as const
export interface AnswerLeaf {
  readonly answer: { readonly survey: string; readonly question?: string | undefined }
  /** Without it, it is enough that there is an answer. */
  readonly op?: (typeof ANSWER_OPS)[number] | undefined
  readonly value?: Comparison['value']
  readonly within?: string | undefined
}
export interface ConsentLeaf {
  readonly consent: { readonly purpose: string }
}
export interface PermissionLeaf {
  readonly permission: { readonly channel: string; readonly topic: string }
}
export interface SequenceStep {
  readonly did: string
  readonly kind?: AskedKind | undefined
  readonly where?: Condition | undefined
  readonly absent?: boolean | undefined
}
export interface SequenceLeaf {
  readonly sequence: readonly SequenceStep[]
  readonly within: string
}
/** How many of somebody's accounts have to compare so: one of them, each of one or more, or none. */
export const ACCOUNT_MATCHES = ['any', 'all', 'none'] as const
export type AccountMatch = (typeof ACCOUNT_MATCHES)[number]
export interface AccountLeaf {
  readonly account: Comparison
  readonly match?: AccountMatch | undefined
  /** Only the accounts in which they have this role. */
  readonly role?: string | undefined
}

/** A node that decides by itself, without other nodes beside it. */
export type Leaf =
  | Comparison
  | ComputedLeaf
  | ListedLeaf
  | SegmentLeaf
  | DidLeaf
  | MessageLeaf
  | AnswerLeaf
  | ConsentLeaf
  | PermissionLeaf
  | SequenceLeaf
  | AccountLeaf

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Leaf

// PostgreSQL stores neither NUL nor half a surrogate pair, so no stored text could ever equal one that has them.
const isStorable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text)
const Text = z.string().max(LIMITS.textLength).refine(isStorable, 'Without NUL and unpaired surrogates.')
const Name = Text.min(1)
/** What is counted of what has a name; a page or a screen is no event of its name. */
const AskedKind = z
  .enum(ASKED_KINDS)
  .meta({ default: 'track' })
  .describe('What is counted: events that were tracked, pages or screens of that name, or any of them')
const Scalar = z.union([Text, z.number(), z.boolean(), z.null()])

const Value = z.union([Scalar, z.array(Scalar).min(1).max(LIMITS.listItems)])

const compared = { op: z.enum(OPS), value: Value.optional() }
const Comparison = z.strictObject({ path: Path, ...compared })

const MessageState = z.enum(MESSAGE_STATES)
/** The two forms of a message, each by itself, so that a fault is named as what it is. */
export const MESSAGE_FORMS = {
  ofStep: z.strictObject({ message: Key, state: MessageState }),
  last: z.strictObject({
    message: z.strictObject({ template: Key.optional(), topic: Key.optional() }),
    state: MessageState,
    within: Duration.optional(),
  }),
}

/** The strict shape of every kind of node, by the key that names the kind; `child` stands where another condition does. */
export function shapes<Child extends z.ZodType>(child: Child) {
  return {
    all: z.strictObject({ all: z.array(child).min(1) }),
    any: z.strictObject({ any: z.array(child).min(1) }),
    not: z.strictObject({ not: child }),
    path: Comparison,
    computed: z.strictObject({ computed: Key, ...compared }),
    listed: z.strictObject({ listed: Key }),
    segment: z.strictObject({ segment: Key, member: z.boolean().meta({ default: true }).optional() }),
    did: z.strictObject({
      did: Name,
      kind: AskedKind.optional(),
      where: child.optional(),
      atLeast: z.int().min(0).max(LIMITS.atLeast).meta({ default: 1 }).optional(),
      within: Duration.optional(),
    }),
    message: z.strictObject({
      message: z.union([Key, z.strictObject({ template: Key }), z.strictObject({ topic: Key })]),
      state: MessageState,
      within: Duration.optional(),
    }),
    answer: z.strictObject({
      answer: z.strictObject({ survey: Key, question: Key.optional() }),
      op: z.enum(ANSWER_OPS).optional(),
      value: Value.optional(),
      within: Duration.optional(),
    }),
    consent: z.strictObject({ consent: z.strictObject({ purpose: Key }) }),
    permission: z.strictObject({ permission: z.strictObject({ channel: Name, topic: Key }) }),
    sequence: z.strictObject({
      sequence: z
        .array(
          z.strictObject({
            did: Name,
            kind: AskedKind.optional(),
            where: child.optional(),
            absent: z.boolean().meta({ default: false }).optional(),
          }),
        )
        .min(2)
        .max(LIMITS.sequenceSteps),
      within: Duration,
    }),
    account: z.strictObject({
      account: Comparison,
      match: z.enum(ACCOUNT_MATCHES).meta({ default: 'any' }).optional(),
      role: Key.optional(),
    }),
  }
}

// Generators of clients follow what is recursive by its name.
const named = ([kind, shape]: readonly [string, z.ZodType<Condition>]): z.ZodType<Condition> =>
  shape.meta({ id: `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}Condition` })

/** The shape of a condition, for JSON Schema. What it means is checked by `parseCondition`. */
export const ConditionShape: z.ZodType<Condition> = z
  .lazy(() => z.union(Object.entries(shapes(ConditionShape)).map(named)))
  .meta({ id: 'Condition', description: 'A condition over what is known of one person.' })
