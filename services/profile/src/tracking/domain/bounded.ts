import type { InteractionKind } from '../../people/domain/timed-event.js'

/** What a quota of events holds back. Who somebody is, and what they correct of it, is taken all the same: it may be their right. */
const BOUNDED: ReadonlySet<InteractionKind> = new Set(['track', 'page', 'screen'])

export const isBounded = ({ kind }: { readonly kind: InteractionKind }): boolean => BOUNDED.has(kind)

/** Those of some events, in their order, that go beyond what is left; what is never held back uses up its part first. */
export function beyond<Event extends { readonly kind: InteractionKind }>(
  events: readonly Event[],
  left: number,
): readonly Event[] {
  const bounded = events.filter(isBounded)
  return bounded.slice(Math.max(0, left - (events.length - bounded.length)))
}
