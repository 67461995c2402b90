import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { faultsOfStatement, faultsOfUpdates } from '@polyphon/testkit/statements'
import { afterAll } from 'vitest'

/**
 * Every statement that a file of tests had the kit send is held to the rules for a database of several machines, and to
 * the one for rows that are read as they change: a file whose statements break one fails, and names them. Stacks in
 * processes of their own send the same statements.
 */
const seen = new Set<string>()
const note = (text: unknown): void => void seen.add(String(text))
subscribe('polyphon.statement', note)

afterAll(() => {
  // The next file of this process looks at its own.
  unsubscribe('polyphon.statement', note)
  if (seen.size === 0) return
  const secured = tablesOf(/protect_table\('(\w+)'|alter table (\w+) force row level security/g)
  // A copy of what profile says has the name of its table, and is read by nobody.
  const copied = tablesOf(/create table (\w+)/g, KIT)
  const dated = tablesOf(/alter table (\w+) add column written_at/g)
  const exported = new Set([...dated].filter((table) => !copied.has(table)))
  const faults = [...seen].flatMap((text) =>
    [...faultsOfStatement(text, secured), ...faultsOfUpdates(text, exported)].map((fault) => `${fault}\n${text}`),
  )
  if (faults.length > 0) throw new Error(`Statements against docs/scale.md or decision 0068:\n\n${faults.join('\n\n')}`)
})

const root = fileURLToPath(new URL('..', import.meta.url))

const KIT = ['packages/service-kit/migrations', 'packages/service-kit/test']
const SERVICES = readdirSync(join(root, 'services')).map((name) => join('services', name, 'migrations'))

/** The tables of which some migration says this. */
function tablesOf(pattern: RegExp, folders = [...SERVICES, ...KIT]): ReadonlySet<string> {
  const found = folders.flatMap(textsOfMigrations).flatMap((text) => [...text.matchAll(pattern)])
  return new Set(found.map(([, first, second]) => first ?? second ?? ''))
}

function textsOfMigrations(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.sql')).map((file) => readFileSync(join(root, folder, file), 'utf8'))
}
