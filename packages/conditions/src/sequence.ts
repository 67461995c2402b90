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

/** A step with its index in the sequence. */
export type IndexedStep = SequenceStep & { readonly index: number }

export function planOfLeaf(leaf: SequenceLeaf): Plan<IndexedStep> {
  const steps = leaf.sequence.map((step, index) => ({ ...step, index }))
  return planOf(steps, (step) => step.absent === true)
}

/** The present steps done in order, up to now: the latest start (epoch ms) that leads to each end. */
export interface Chain {
  readonly first: number
  readonly last: Moment
}

/**
 * For each end only the latest start matters: order and gaps do not depend on the start, and the window wants it late.
 * Later ends never have earlier starts, so of all chains before a moment the latest one decides, and the newest chain of all comes first.
 */
function levels(plan: Plan<Times>, within: number, folded: readonly (Chain | null)[]): readonly (readonly Chain[])[] {
  const known = (level: number): readonly Chain[] => [folded[level] ?? null].filter((chain) => chain !== null)
  const found: (readonly Chain[])[] = []
  for (const [level, { step, gap }] of plan.present.entries()) {
    const before = found.at(-1)
    const fresh = before === undefined ? step.past.map(startAt) : extend(before, step, { gap, within })
    found.push([...fresh, ...known(level)])
  }
  return found
}

const startAt = (last: Moment): Chain => ({ first: last.at, last })

function extend(
  reached: readonly Chain[],
  step: Times,
  { gap, within }: { readonly gap: readonly Times[]; readonly within: number },
): readonly Chain[] {
  const chainBefore = newestBefore(reached, ({ last }) => last)
  const absencesBefore = gap.map(({ past }) => newestBefore(past, (moment) => moment))
  return step.past.flatMap((last) => {
    const chain = chainBefore(last)
    if (chain === undefined || last.at >= chain.first + within) return []
    return absencesBefore.some((before) => isBetween(chain.last, before(last))) ? [] : [{ first: chain.first, last }]
  })
}

/** The newest chain that reaches each of the present steps; what comes later needs no other. */
export function newestChains(
  plan: Plan<Times>,
  within: number,
  folded: readonly (Chain | null)[],
): readonly (Chain | null)[] {
  return levels(plan, within, folded).map(([newest = null]) => newest)
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
export function judgeSequence(
  plan: Plan<Times>,
  {
    within,
    now,
    folded,
  }: { readonly within: number; readonly now: number; readonly folded: readonly (Chain | null)[] },
): Truth {
  const involved = [...plan.present.flatMap(({ step, gap }) => [step, ...gap]), ...plan.trailing]
  const next = Math.min(...involved.map((times) => times.next))
  const changes = Math.min(...involved.map((times) => times.changes))
  const truth = judgeChain(newestChains(plan, within, folded).at(-1) ?? undefined, plan, within, now)
  // What is dated in the future cannot undo an open sequence that is complete.
  const arrival = truth.holds && plan.trailing.length === 0 ? NEVER : next
  return { holds: truth.holds, until: Math.min(truth.until, arrival, changes) }
}

function judgeChain(chain: Chain | undefined, plan: Plan<Times>, within: number, now: number): Truth {
  if (chain === undefined) return { holds: false, until: NEVER }
  const ripe = chain.first + within
  if (plan.trailing.length === 0) return now < ripe ? { holds: true, until: ripe } : { holds: false, until: NEVER }
  const contradicted = plan.trailing.some(({ past }) => isBetween(chain.last, past[0]))
  if (contradicted) return { holds: false, until: NEVER }
  return now < ripe ? { holds: false, until: ripe } : { holds: true, until: NEVER }
}
