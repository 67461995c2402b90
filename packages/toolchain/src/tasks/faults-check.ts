import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { canRun } from '../servers/child.js'
import { capture, type Outcome, root } from './commands.js'

const jars = join(root, 'infra/kafka-native/target/kafka-libs')

/** Hurts the composed stack in the eight ways that find most; says loudly when there is no Kafka to do so with. */
export async function checkFaults(): Promise<Outcome> {
  const missing = [
    ...(existsSync(jars) ? [] : ['Kafka (mvn -q -B -f infra/kafka-native/pom.xml package)']),
    ...(canRun('java', ['-version']) ? [] : ['Java (apt-get install -y openjdk-17-jre-headless)']),
    ...(canRun('redis-server', ['--version']) ? [] : ['Redis (apt-get install -y redis-server)']),
  ]
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
