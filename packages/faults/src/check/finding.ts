/** What a checker found wrong: how much was lost, doubled or out of order, and the first examples of it. */
export interface Finding {
  readonly invariant: string
  readonly lost: number
  readonly doubled: number
  readonly disordered: number
  readonly examples: readonly string[]
}

export interface Findings {
  lost(what: string): void
  doubled(what: string): void
  disordered(what: string): void
  /** Anything else that must not be. */
  broken(what: string): void
  result(): Finding
}

const MOST_EXAMPLES = 5

export function openFindings(invariant: string): Findings {
  const counts = { lost: 0, doubled: 0, disordered: 0 }
  const examples: string[] = []
  const note = (what: string): void => {
    if (examples.length < MOST_EXAMPLES) examples.push(what)
  }
  const counter =
    (kind: keyof typeof counts) =>
    (what: string): void => {
      counts[kind] += 1
      note(`${kind}: ${what}`)
    }
  return {
    lost: counter('lost'),
    doubled: counter('doubled'),
    disordered: counter('disordered'),
    broken: note,
    result: () => ({ invariant, ...counts, examples }),
  }
}

/** Compares what must be there exactly once with what is there. */
export function exactlyOnce(
  findings: Findings,
  expected: Iterable<string>,
  found: Iterable<string>,
  where: string,
): void {
  const counts = new Map<string, number>()
  for (const id of found) counts.set(id, (counts.get(id) ?? 0) + 1)
  for (const id of expected) if (!counts.has(id)) findings.lost(`${id} is not ${where}`)
  for (const [id, count] of counts) if (count > 1) findings.doubled(`${id} is ${count} times ${where}`)
}

/** Finds where numbers that must grow do not. */
export function growing(findings: Findings, numbers: readonly number[], what: string): void {
  for (let index = 1; index < numbers.length; index += 1) {
    const [before = 0, after = 0] = [numbers[index - 1], numbers[index]]
    if (after <= before) findings.disordered(`${what}: ${after} comes after ${before}`)
  }
}
