import { plantedBugs } from './bugs.js'
import type { Proof } from './prove.js'
import type { PlantedBug } from './transform.js'

const HEAD = `# What breaks if you remove it

Each line is something that keeps a promise, taken out of the running code: the processes load a file or a few with some
words replaced (\`packages/faults/src/planted\`); the product itself has no switch for it. Then a fault runs over the
whole stack, and the invariants of [reliability.md](reliability.md) that hold without the bug must turn red within three
seeds. What is merely late when the time is over does not count. I10 beside another one says nothing of the bug: what loads
it takes 20 to 27 MiB of a process by itself, and fault 1 without a bug has held I10.

Written by \`npm run faults -- --planted --write\`, one bug alone by \`npm run faults -- --planted NAME --write\`.
`

const COLUMNS = ['bug', 'what was taken out', 'fault', 'seed', 'red', 'first finding']

/** The page as Markdown: a line for each of these results, and for every other bug the line that it has in `before`. */
export function renderPage(proofs: readonly Proof[], before: string): string {
  const found = new Map(proofs.map((proof) => [proof.bug, proof]))
  const kept = before.split('\n')
  const lines = plantedBugs.flatMap((bug) => {
    const proof = found.get(bug.name)
    return proof === undefined ? kept.filter((line) => line.startsWith(beginningOf(bug))) : [lineOf(bug, proof)]
  })
  return `${HEAD}\n${[row(COLUMNS), row(COLUMNS.map(() => '---')), ...lines].join('\n')}\n`
}

/** How the line of a bug begins as it is planted today; an older line begins otherwise. */
export function beginningOf({ name, takenOut, fault }: PlantedBug): string {
  return row([`\`${name}\``, takenOut, fault]).trimEnd()
}

function lineOf(bug: PlantedBug, { seed, red, finding }: Proof): string {
  const result = [seed ?? '–', red.length === 0 ? 'nothing' : red.join(', '), finding ?? '–'].map(cell)
  return `${beginningOf(bug)} ${result.join(' | ')} |`
}

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

const cell = (value: string | number): string => String(value).replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
