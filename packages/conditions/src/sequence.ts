import { isBefore, type Moment, type Times } from './did.js'
import type { SequenceLeaf, SequenceStep } from './schema.js'
import { NEVER, type Truth } from './truth.js'

/** A sequence taken apart: what has to happen, what must not happen in the gap before each of those, and what must not follow. */
export interface Plan<Step> {
  readonly present: readonly { readonly step: Step; readonly gap: readonly Step[] }[]
  readonly trailing: readonly Step[]
}

export function planOf<Step>(steps: readonly Step[], isAbsent: (step: Step) => boolean): Plan<Step> {
  const present: { step: Step; gap: readonly Step[] }[] = []
  let gap: Step[] = []
  for (const step of steps) {
    if (isAbsent(step)) gap.push(step)
    else {
      present.push({ step, gap })
      gap = []
    }
  }
  return { present, trailing: gap }
}

export function planOfLeaf(leaf: SequenceLeaf): Plan<SequenceStep> {
  return planOf(leaf.sequence, (step) => step.absent === true)
}

/** The present steps done in order, up to now: the latest start (epoch ms) that leads to each end. */
interface Chain {
  readonly first: number
  readonly last: Moment
}

/**
 * For each end only the latest start matters: order and gaps do not depend on the start, and the window wants it late.
 * Later ends never have earlier starts, so of all chains before a moment the latest one decides, and the newest chain of all comes first.
 */
function chains(plan: Plan<Times>, within: number): readonly Chain[] {
  let reached: readonly Chain[] = (plan.present[0]?.step.past ?? []).map((last) => ({ first: last.at, last }))
  for (const { step, gap } of plan.present.slice(1)) {
    const chainBefore = newestBefore(reached, ({ last }) => last)
    const absencesBefore = gap.map(({ past }) => newestBefore(past, (moment) => moment))
    reached = step.past.flatMap((last) => {
      const chain = chainBefore(last)
      if (chain === undefined || last.at >= chain.first + within) return []
      return absencesBefore.some((before) => isBetween(chain.last, before(last))) ? [] : [{ first: chain.first, last }]
    })
  }
  return reached
}

const isBetween = (from: Moment, absent: Moment | undefined): boolean => absent !== undefined && isBefore(from, absent)

/** Answers the newest item before a moment. Items are newest first, and so are the moments asked for: one pass serves them all. */
function newestBefore<Item>(
  items: readonly Item[],
  momentOf: (item: Item) => Moment,
): (moment: Moment) => Item | undefined {
  let index = 0
  return (moment) => {
    let item = items[index]
    while (item !== undefined && !isBefore(momentOf(item), moment)) {
      index += 1
      item = items[index]
    }
    return item
  }
}

/**
 * Without a closing absent step: holds from the last step on, as long as the first one is not older than `within`.
 * With one: the latest start decides. Holds from `within` after it, if nothing absent has come since the last step, until that does come
 * or the present steps are done anew.
 */
export function judgeSequence(plan: Plan<Times>, within: number, now: number): Truth {
  const involved = [...plan.present.flatMap(({ step, gap }) => [step, ...gap]), ...plan.trailing]
  const next = Math.min(...involved.map((times) => times.next))
  const changes = Math.min(...involved.map((times) => times.changes))
  const own = judgeChain(chains(plan, within)[0], plan, within, now)
  // What is dated in the future cannot undo an open sequence that is complete.
  const arrival = own.holds && plan.trailing.length === 0 ? NEVER : next
  return { holds: own.holds, until: Math.min(own.until, arrival, changes) }
}

function judgeChain(chain: Chain | undefined, plan: Plan<Times>, within: number, now: number): Truth {
  if (chain === undefined) return { holds: false, until: NEVER }
  const ripe = chain.first + within
  if (plan.trailing.length === 0) return now < ripe ? { holds: true, until: ripe } : { holds: false, until: NEVER }
  const contradicted = plan.trailing.some(({ past }) => isBetween(chain.last, past[0]))
  if (contradicted) return { holds: false, until: NEVER }
  return now < ripe ? { holds: false, until: ripe } : { holds: true, until: NEVER }
}
