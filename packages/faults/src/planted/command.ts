import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { plantedBug, plantedBugs } from './bugs.js'
import { type Proof, prove } from './prove.js'
import { renderPage } from './table.js'
import type { PlantedBug } from './transform.js'

const PAGE = join(import.meta.dirname, '../../../../docs/planted-bugs.md')
const USAGE = 'Usage: npm run faults -- --planted [NAME …] [--seed S] [--json] [--write]'

/** `--planted`: looks for every planted bug, or for those named; answers the exit code. */
export async function provePlanted(words: readonly string[]): Promise<number> {
  const given = readWords(words)
  if (typeof given === 'string') {
    process.stderr.write(`${given}\n${USAGE}\n`)
    return 2
  }
  const proofs: Proof[] = []
  for (const bug of given.bugs) {
    const proof = await prove(bug, given.seed, say)
    proofs.push(proof)
    say(lineOf(proof))
  }
  const found = proofs.filter(({ seed }) => seed !== null).length
  say(`\n${proofs.length} planted bugs, ${found} found, ${proofs.length - found} not found`)
  if (given.writes) writeFileSync(PAGE, renderPage(proofs, existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''))
  if (given.json) say(JSON.stringify({ planted: proofs }))
  return found === proofs.length ? 0 : 1
}

function lineOf({ bug, fault, seed, red, finding }: Proof): string {
  if (seed === null) return `${bug}: NOT FOUND under fault ${fault}`
  return `${bug}: found under fault ${fault} with seed ${seed}, red ${red.join(', ')}: ${finding ?? ''}`
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

interface Given {
  readonly bugs: readonly PlantedBug[]
  readonly seed: number
  readonly json: boolean
  readonly writes: boolean
}

/** What the words ask for, or what is wrong with them. */
function readWords(words: readonly string[]): Given | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        planted: { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    })
    const seed = Number(values.seed)
    if (!Number.isInteger(seed) || seed < 0) return '--seed takes a whole number.'
    const bugs = positionals.length === 0 ? plantedBugs : positionals.map(plantedBug)
    return { bugs, seed, json: values.json, writes: values.write }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
