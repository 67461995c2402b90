import { type Identifier } from '@polyphon/values'
import { decideIdentity } from '../src/people/domain/identity.js'
import { applyDecision, type IdentityDraft, openDraft } from '../src/people/domain/identity-draft.js'
import { DEFAULT_RULES, type IdentityRules } from '../src/people/domain/identity-rules.js'

export const NOW = new Date('2026-11-22T10:00:00.000Z')

const readId = (text: string): Identifier => {
  const [type = '', value = ''] = text.split(':', 2)
  const types: Readonly<Record<string, string>> = { user: 'user_id', anon: 'anonymous_id' }
  return { type: types[type] ?? type, value }
}

export interface World {
  readonly graph: IdentityDraft
  readonly rules: IdentityRules
  count: number
}
export const openWorld = (rules: IdentityRules = DEFAULT_RULES): World => ({
  graph: openDraft({ identifiers: new Map(), people: new Map() }),
  rules,
  count: 0,
})

/** Lets an event happen that carries these identifiers; `previous` makes it an alias call. */
export function happen(
  world: World,
  ids: string,
  { previous = null, at = NOW }: { previous?: string | null; at?: Date } = {},
) {
  world.count += 1
  const freshId = `person-${String(world.count).padStart(4, '0')}`
  const identifiers = ids.split(' ').filter(Boolean).map(readId)
  const decision = decideIdentity(world.graph, { identifiers, previousId: previous, at, freshId }, world.rules)
  const now = new Date(NOW.getTime() + world.count)
  const person = applyDecision(world.graph, decision, { at, now, because: `message-${world.count}` })
  const verdicts = Object.fromEntries(
    decision.verdicts.map((identifier) => [`${identifier.type}:${identifier.value}`, identifier.verdict]),
  )
  return { decision, person, verdicts, profileId: decision.profileId }
}
