import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, '../examples/olist400/reference.json')

/** What the demo must answer for the 400 orders of this repository: computed from the same files by other means. */
export const reference: Readonly<Record<'persons' | 'messagesSent' | 'answers', number>> = JSON.parse(
  readFileSync(file, 'utf8'),
)

/** The numbers that `--json` puts on the last line. */
export function numbersOf(demo: { output(): string }) {
  return JSON.parse(demo.output().trim().split('\n').at(-1) ?? '')
}
