import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { faultsOfStatement } from '@polyphon/testkit/statements'
import { afterAll } from 'vitest'

/**
 * Every statement that a file of tests had the kit send is held to the rules for a database of several machines: a file
 * whose statements break one fails, and names them. Stacks in processes of their own send the same statements.
 */
const seen = new Set<string>()
const note = (text: unknown): void => void seen.add(String(text))
subscribe('polyphon.statement', note)

afterAll(() => {
  // The next file of this process looks at its own.
  unsubscribe('polyphon.statement', note)
  if (seen.size === 0) return
  const secured = securedTables()
  const faults = [...seen].flatMap((text) => faultsOfStatement(text, secured).map((fault) => `${fault}\n${text}`))
  if (faults.length > 0) throw new Error(`Statements for one machine only (docs/scale.md):\n\n${faults.join('\n\n')}`)
})

const root = fileURLToPath(new URL('..', import.meta.url))

/** The tables that some migration puts under row-level security. */
function securedTables(): ReadonlySet<string> {
  const services = readdirSync(join(root, 'services')).map((name) => join('services', name, 'migrations'))
  const texts = [...services, 'packages/service-kit/migrations', 'packages/service-kit/test'].flatMap(textsOfMigrations)
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/protect_table\('(\w+)'|alter table (\w+) force row level security/g)].map(
        ([, protectedTable, forcedTable]) => protectedTable ?? forcedTable ?? '',
      ),
    ),
  )
}

function textsOfMigrations(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.sql')).map((file) => readFileSync(join(root, folder, file), 'utf8'))
}
