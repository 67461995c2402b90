/** What clients call to say that something happened: each kind has names of its own, so that a page is no event of its name. */
export const NAMED_KINDS = ['track', 'page', 'screen'] as const

/** Which of them a condition counts. */
export const ASKED_KINDS = [...NAMED_KINDS, 'any'] as const
export type AskedKind = (typeof ASKED_KINDS)[number]

/** Something that is asked about by its name. */
export interface NamedStep {
  readonly did: string
  /** What was tracked, unless it says another. */
  readonly kind?: AskedKind | undefined
}

// No name holds NUL, as PostgreSQL keeps none.
const BETWEEN = '\0'

/** The name of the history in which that is found. What was tracked has the name of its event. */
export const historyName = ({ did, kind = 'track' }: NamedStep): string =>
  kind === 'track' ? did : `${did}${BETWEEN}${kind}`

/** The histories that something belongs to, of whatever kind it is. */
export const historiesOf = (name: string, kind: string): readonly string[] => {
  const known = NAMED_KINDS.find((other) => other === kind)
  const itself = known === undefined ? [] : [historyName({ did: name, kind: known })]
  return [...itself, historyName({ did: name, kind: 'any' })]
}

/** What is in a history: what has this name, of this kind. */
export function readHistoryName(history: string): { readonly name: string; readonly kind: AskedKind } {
  const [name = '', kind] = history.split(BETWEEN)
  return { name, kind: ASKED_KINDS.find((known) => known === kind) ?? 'track' }
}

/**
 * JSON in which what is named without a kind counts all kinds: that is how it was read before there were kinds. `names` are
 * the members that hold such a name.
 */
export function countingEveryKind(json: unknown, names: readonly string[] = ['did']): unknown {
  if (Array.isArray(json)) return json.map((item) => countingEveryKind(item, names))
  if (typeof json !== 'object' || json === null) return json
  const members = Object.entries(json).map(([key, member]) => [key, countingEveryKind(member, names)] as const)
  const isNamed = members.some(([key, member]) => names.includes(key) && typeof member === 'string')
  return Object.fromEntries(isNamed && !('kind' in json) ? [...members, ['kind', 'any']] : members)
}
