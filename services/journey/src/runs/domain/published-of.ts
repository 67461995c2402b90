import type { Advanced } from '../../kinds/domain/progress.js'
import type { Order, RunFact } from '../../kinds/domain/run.js'

/** Something that is published of a run: a fact about it, or an order that it gives. */
export type Published = { readonly fact: RunFact } | { readonly order: Order }

/** What is published of an advance, in the order in which it happens: an order follows the step that gives it. */
export function publishedOf({ run, facts, orders }: Advanced): readonly Published[] {
  const remaining = [...orders]
  return facts.flatMap((fact) => {
    const given: Published[] = []
    while (fact.what === 'entered' && remaining[0]?.orderId === `${run.runId}:${fact.step}:${fact.visit}`) {
      const order = remaining.shift()
      if (order !== undefined) given.push({ order })
    }
    return [{ fact }, ...given]
  })
}
