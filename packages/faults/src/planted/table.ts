import type { Proof } from './prove.js'

const HEAD = `# What breaks if you remove it

Each line is a promise-keeper taken out of the running code: the processes load one of their files with a few words
replaced (\`packages/faults/src/planted\`), the product itself has no switch for it. Then a fault of the fault matrix runs
over the whole stack, and the same checkers that hold without the bug must turn red within three seeds.

Written by \`node packages/faults/dist/main.js --planted --write\`; one bug alone: \`--planted NAME --seed S\`.
`

/** The page that tells what was found, as Markdown. */
export function renderTable(proofs: readonly Proof[]): string {
  const columns = ['bug', 'what was taken out', 'fault', 'seed', 'red', 'first finding']
  const lines = proofs.map(({ bug, takenOut, fault, seed, red, finding }) =>
    [`\`${bug}\``, takenOut, fault, seed ?? '–', red.length === 0 ? 'nothing' : red.join(', '), finding ?? '–'].map(
      cell,
    ),
  )
  const rows = [columns, columns.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`)
  return `${HEAD}\n${rows.join('\n')}\n`
}

const cell = (value: string | number): string => String(value).replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
