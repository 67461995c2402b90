import * as fc from 'fast-check'
import { ASKED_KINDS, type Condition, type Facts, historiesOf, NAMED_KINDS, type Occurrence } from '../src/index.js'
import { ACCOUNT_MATCHES, type Comparison, type DidLeaf, type SequenceStep } from '../src/schema.js'
import { around, NOW, WITHIN } from './moments.js'
import { answer, givenAnswer, lastMessage, sentMessage, TOPICS } from './reported.js'

export { NOW } from './moments.js'

export const EVENTS = ['Order Completed', 'Größe gewählt', 'Rated'] as const
const SEGMENTS = ['vip', 'new', 'quiet'] as const
const PURPOSES = ['analytics', 'research'] as const

const text = fc.constantFrom('', 'a', 'Straße 5', 'straße', 'ﬀ', '😀', 'z', '10', '9', 'now', '__proto__')
const number = fc.constantFrom(-1, 0, -0, 0.1, 1, 2, 9, 10, 1e21, 5e-324)
const time = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map((seconds) => new Date(NOW.getTime() + seconds * 1000).toISOString()),
  fc.constantFrom(
    '2026-03-29T03:00:00+02:00',
    '2026-03-29',
    '2026-02-29T00:00:00Z',
    '2024-02-29',
    '2026-03-29T01:00:00.0009Z',
  ),
)
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null), time)
const value = fc.oneof(
  { arbitrary: scalar, weight: 6 },
  fc.array(scalar, { maxLength: 3 }),
  fc.array(
    fc.oneof(
      scalar,
      fc.dictionary(fc.constantFrom('a', 'b', 'a.b'), scalar, { maxKeys: 2 }),
      fc.array(scalar, { maxLength: 2 }),
    ),
    {
      maxLength: 3,
    },
  ),
  fc.dictionary(fc.constantFrom('a', 'b', '0', '-1', '+0', ' 0'), scalar, { maxKeys: 2 }),
)

const json = fc.dictionary(fc.constantFrom('a', 'b', 'list', 'deep', 'a b', 'größe'), value, { maxKeys: 4 })

const below = fc.constantFrom(
  'a',
  'b',
  'list',
  'list[0]',
  'list.1',
  'deep.a',
  'deep.b',
  'deep[0]',
  'constructor',
  'a.b',
  'list[*]',
  'deep[*].a',
  'list[*].a',
  'list[*][*]',
  'list.-1',
  'deep["-1"]',
  'list["+0"]',
  'list[" 0"]',
  '["a b"]',
  '["größe"][*]["a.b"]',
)

const under = (root: string, path: string): string => (path.startsWith('[') ? root + path : `${root}.${path}`)

const relative = fc.constantFrom('now', 'now-PT5S', 'now+PT5S', 'now-P1D')

function comparisonOf(path: fc.Arbitrary<string>): fc.Arbitrary<Comparison> {
  const equality = fc.record({ path, op: fc.constantFrom('eq', 'ne', 'contains'), value: scalar })
  const order = fc.record({
    path,
    op: fc.constantFrom('lt', 'lte', 'gt', 'gte'),
    value: scalar.filter((wanted) => wanted !== null),
  })
  const list = fc.record({ path, op: fc.constant('in'), value: fc.array(scalar, { minLength: 1, maxLength: 4 }) })
  const exists = fc.record({ path, op: fc.constant('exists'), value: fc.boolean() }, { requiredKeys: ['path', 'op'] })
  const moment = fc.record({
    path,
    op: fc.constantFrom('before', 'after'),
    value: fc.oneof(relative, fc.constantFrom(NOW.toISOString(), '2024-02-29', '2026-03-29T01:00:07+00:00')),
  })
  return fc.oneof(equality, order, list, exists, moment)
}

const personal = below.map((path) => under('traits', path))
const traits = comparisonOf(
  fc.oneof(personal, fc.constantFrom('traits', 'identifiers.email', 'identifiers.email[0]', 'identifiers.phone')),
)
const clock: fc.Arbitrary<Comparison> = fc.record({
  path: fc.constant('event.occurredAt'),
  op: fc.constantFrom('before', 'after'),
  value: fc.constantFrom('now-PT3S', 'now-PT5S', 'now'),
})
const eventValue = comparisonOf(
  fc.oneof(
    below.map((path) => under('event.properties', path)),
    fc.constantFrom(
      'event',
      'event[*]',
      'event[*].a',
      'event.name[*]',
      'event.other[*]',
      'event.messageId.-1',
      'event.name',
      'event.occurredAt',
      'event.messageId',
      'event.other',
    ),
  ),
)
const inEvent = fc.oneof({ arbitrary: eventValue, weight: 5 }, clock)
const COMPUTED = ['revenue', 'last-visit', 'likes'] as const
const computed: fc.Arbitrary<Condition> = comparisonOf(fc.constantFrom(...COMPUTED)).map(({ path, ...compared }) => ({
  computed: path,
  ...compared,
}))
const segment = fc.record(
  { segment: fc.constantFrom(...SEGMENTS), member: fc.boolean() },
  { requiredKeys: ['segment'] },
)
const listed = fc.record({ listed: fc.constantFrom(...SEGMENTS) })
const consent = fc.record({ consent: fc.record({ purpose: fc.constantFrom(...PURPOSES) }) })
const permission = fc.record({
  permission: fc.record({ channel: fc.constantFrom('email', 'sms'), topic: fc.constantFrom(...TOPICS) }),
})
const ROLES = ['lead', 'customer'] as const
const ACCOUNT_KEYS = ['weiss', 'größe'] as const
const account: fc.Arbitrary<Condition> = fc.record(
  {
    account: fc.oneof(
      { arbitrary: comparisonOf(personal), weight: 3 },
      fc.record({ path: fc.constant('roles'), op: fc.constant('contains' as const), value: fc.constantFrom(...ROLES) }),
    ),
    match: fc.constantFrom(...ACCOUNT_MATCHES),
    role: fc.constantFrom(...ROLES),
  },
  { requiredKeys: ['account'] },
)

const where: fc.Arbitrary<Condition> = fc.oneof(
  { arbitrary: inEvent, weight: 5 },
  traits,
  computed,
  { arbitrary: account, weight: 2 },
  lastMessage,
  answer,
  fc.tuple(inEvent, inEvent).map((any) => ({ any })),
  inEvent.map((not) => ({ not })),
)
const name = fc.constantFrom(...EVENTS)
const askedKind = fc.constantFrom(...ASKED_KINDS)
const did: fc.Arbitrary<DidLeaf> = fc.record(
  { did: name, kind: askedKind, where, atLeast: fc.integer({ min: 0, max: 3 }), within: fc.constantFrom(...WITHIN) },
  { requiredKeys: ['did'] },
)
const step: fc.Arbitrary<SequenceStep> = fc
  .record(
    { did: name, kind: askedKind, where: fc.oneof(fc.constant(undefined), where), absent: fc.boolean() },
    { requiredKeys: ['did'] },
  )
  .map(({ where: only, ...rest }) => (only === undefined ? rest : { ...rest, where: only }))
const sequence = fc.record({
  sequence: fc
    .tuple(step, fc.array(step, { minLength: 1, maxLength: 3 }))
    .map(([first, rest]) => [{ ...first, absent: false }, ...rest]),
  within: fc.constantFrom(...WITHIN),
})

// Close together on a coarse grid, so that steps, gaps and windows meet at their edges.
const tightSequence = fc.record({
  sequence: fc
    .array(fc.record({ did: name, kind: askedKind, absent: fc.boolean() }, { requiredKeys: ['did'] }), {
      minLength: 2,
      maxLength: 4,
    })
    .map((steps) => steps.map((item, index) => (index === 0 ? { did: item.did } : item))),
  within: fc.constantFrom('PT1S', 'PT2S', 'PT3S', 'PT5S'),
})

/** Sequences over histories in which every step meets the edges of the others. */
export const edgyCondition: fc.Arbitrary<Condition> = tightSequence

const ofPerson = [
  traits,
  computed,
  segment,
  consent,
  listed,
  permission,
  account,
  lastMessage,
  answer,
  did,
  did,
  sequence,
  sequence,
] as const
const ofMoment = [
  comparisonOf(below.map((path) => under('run', path))),
  comparisonOf(below.map((path) => under('answer', path))),
  comparisonOf(below.map((path) => under('event.properties', path))),
  fc.record({ message: fc.constantFrom('ask', 'thank'), state: fc.constantFrom('sent' as const, 'read' as const) }),
] as const

function conditionOf(leaf: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('node').map((not) => ({ not })),
    ),
  })).node
}

/** Conditions with every kind of leaf. */
export const anyCondition: fc.Arbitrary<Condition> = conditionOf(fc.oneof(...ofPerson, ...ofMoment))

/** Conditions that mean something for many people at once. */
export const sqlCondition: fc.Arbitrary<Condition> = conditionOf(fc.oneof(...ofPerson))

/** Facts as plain data, so that they can be shown, changed and written to a database. */
export interface PlainFacts extends Omit<Facts, 'occurrences' | 'segments'> {
  readonly segments: readonly string[]
  readonly history: readonly (Occurrence & {
    readonly name: string
    /** Tracked, unless it says another. */
    readonly kind?: (typeof NAMED_KINDS)[number] | undefined
  })[]
}

// Few of them, so that moments and positions are often shared, as they are where nothing says who came first.
const position = fc.integer({ min: 0, max: 4 })

// Most of them tracked.
const kind = fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, fc.constantFrom(...NAMED_KINDS))

const occurrence = fc.record({
  name,
  kind,
  at: around,
  properties: json,
  messageId: fc.constantFrom('a', 'b', 'm1'),
  position,
  group: fc.constantFrom(undefined, undefined, ...ACCOUNT_KEYS, 'fremd'),
})

export const plainFacts: fc.Arbitrary<PlainFacts> = fc.record({
  traits: json,
  computed: fc.dictionary(fc.constantFrom(...COMPUTED), value),
  identifiers: fc.dictionary(fc.constantFrom('email', 'phone'), fc.array(text, { minLength: 1, maxLength: 2 })),
  segments: fc.subarray([...SEGMENTS]),
  event: json.map((properties) => ({ name: 'Rated', properties })),
  run: json,
  answer: json,
  messages: fc.dictionary(fc.constantFrom('ask', 'thank'), fc.subarray(['sent' as const, 'read' as const])),
  lastMessages: fc.uniqueArray(sentMessage, { maxLength: 4, selector: ({ id }) => id }),
  lastAnswers: fc.uniqueArray(givenAnswer, { maxLength: 4, selector: ({ id }) => id }),
  listed: fc.dictionary(fc.constantFrom(...SEGMENTS), fc.constant('import:1')),
  consents: fc.dictionary(fc.constantFrom(...PURPOSES), fc.boolean()),
  permissions: fc.array(
    fc.record({ channel: fc.constantFrom('email', 'sms'), topic: fc.constantFrom(...TOPICS), allowed: fc.boolean() }),
    { maxLength: 3 },
  ),
  accounts: fc.uniqueArray(
    fc.record({ key: fc.constantFrom(...ACCOUNT_KEYS), traits: json, roles: fc.subarray([...ROLES]) }),
    { maxLength: 2, selector: ({ key }) => key },
  ),
  history: fc.array(occurrence, { maxLength: 12 }),
})

const edge = fc.record({
  name,
  kind,
  at: fc.integer({ min: -7, max: 1 }).map((seconds) => new Date(NOW.getTime() + seconds * 1000)),
  properties: fc.constant({}),
  messageId: fc.constant('m'),
  position,
})

export const edgyFacts: fc.Arbitrary<PlainFacts> = fc.record({
  traits: fc.constant({}),
  identifiers: fc.constant({}),
  segments: fc.constant([]),
  consents: fc.constant({}),
  permissions: fc.constant([]),
  history: fc.array(edge, { minLength: 2, maxLength: 10 }),
})

type Past = PlainFacts['history'][number]

/** The histories that something is in. */
export const historiesWith = ({ name: of, kind: called = 'track' }: Past): readonly string[] => historiesOf(of, called)

/** Whether something is in a history. */
export const isIn =
  (history: string) =>
  (past: Past): boolean =>
    historiesWith(past).includes(history)

/** The facts as `evaluate` takes them. */
export function factsOf({ history, ...plain }: PlainFacts): Facts {
  const ordered = history.toSorted(newestFirst)
  return { ...plain, occurrences: (wanted) => ordered.filter(isIn(wanted)) }
}

/** The order in which occurrences are read: by time, then by arrival. */
export function newestFirst(left: Occurrence, right: Occurrence): number {
  return right.at.getTime() - left.at.getTime() || (right.position ?? 0) - (left.position ?? 0)
}
