import { installationOf } from '../sources/native.js'
import { capture, type Outcome } from './commands.js'

/** Hurts the composed stack in the nine ways that find most; says loudly when a server is missing to do so with. */
export async function checkFaults(): Promise<Outcome> {
  const missing = (['Kafka', 'Redis'] as const).flatMap((name) => {
    const installation = installationOf(name)
    return installation === undefined ? [] : [`${name} (${installation})`]
  })
  if (missing.length === 0) {
    return capture(process.execPath, ['--enable-source-maps', 'packages/faults/dist/main.js', '--smoke'])
  }
  const text = `SKIPPED, there is no ${missing.join(', no ')}`
  // On CI nothing may be missing.
  if (process.env['CI'] === 'true') return { ok: false, text }
  const frame = '!'.repeat(80)
  process.stdout.write(`${frame}\nfaults: ${text}\n${frame}\n`)
  return { ok: true, text }
}
