import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { capture, type Outcome, root, tool } from './commands.js'

/** Compares what each service declares of its tables with the schema that its migrations make, on a database of its own. */
export function checkPersonalData(): Promise<Outcome> {
  const files = readdirSync(join(root, 'services')).map((name) => `services/${name}/test/personal-data.int.test.ts`)
  return capture(tool('vitest'), ['run', '--project', 'integration', '-t', 'declared', ...files])
}
