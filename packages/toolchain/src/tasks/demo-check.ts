import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePortBase } from '../servers/free-port.js'
import { capture, type Outcome, root } from './commands.js'

// Computed elsewhere from the same files: open/olist/a4000.reference.json beside the data.
const REFERENCE = {
  persons: 3998,
  messagesSent: 3898,
  answers: 3986,
  scoreMean: 4.080281,
  top2Share: 0.767185,
  scoreMeanLate: 2.427245,
  scoreMeanOnTime: 4.294497,
}

/** Plays the 4,000 real orders through the demo, in a home of its own, and compares its numbers with the reference. */
export async function checkDemo(): Promise<Outcome> {
  const program = join(root, 'packages/local-stack/dist/demo/main.js')
  if (!existsSync(program)) return { ok: false, text: `${program} is not there` }
  const data = process.env['POLYPHON_DATA']
  if (!data) return { ok: false, text: 'POLYPHON_DATA must name the folder that holds open/olist/a4000' }
  const home = mkdtempSync(join(tmpdir(), 'polyphon-demo-'))
  try {
    process.env['POLYPHON_HOME'] = home
    process.env['POLYPHON_PORT_BASE'] = String(await freePortBase())
    const args = ['--enable-source-maps', program, '--data', join(data, 'open/olist/a4000'), '--json']
    const demo = await capture(process.execPath, args)
    return demo.ok ? compare(demo.text) : demo
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 10 })
  }
}

function compare(output: string): Outcome {
  const line = output.trim().split('\n').at(-1) ?? ''
  const result: Readonly<Record<string, unknown>> = JSON.parse(line)
  const wrong = Object.entries(REFERENCE)
    .filter(([name, value]) => result[name] !== value)
    .map(([name, value]) => `${name} is ${String(result[name])}, the reference says ${value}`)
  return { ok: wrong.length === 0, text: wrong.length === 0 ? line : `${wrong.join('\n')}\n${line}` }
}
