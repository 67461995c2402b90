import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { capture, type Outcome, root } from './commands.js'

/** Plays the 4,000 real orders through the demo; its numbers are compared with the reference beside them. */
export async function checkDemo(): Promise<Outcome> {
  const program = join(root, 'packages/local-stack/dist/demo/main.js')
  if (!existsSync(program)) return { ok: false, text: `${program} is not there` }
  const data = process.env['POLYPHON_DATA']
  if (!data) return { ok: false, text: 'POLYPHON_DATA must name the folder that holds open/olist/a4000' }
  return capture(process.execPath, [
    '--enable-source-maps',
    program,
    '--data',
    join(data, 'open/olist/a4000'),
    '--json',
  ])
}
