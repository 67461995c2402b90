import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { orRefuse } from '../command-line.js'
import { findStale, generateAll } from '../generate.js'
import { capture, root, tool } from './commands.js'

// npm run generate: writes the files that are made from code and committed. What does not compile yet is reported, and the
// rest is still written, because a client cannot compile before it has been generated.
orRefuse('npm run generate, which takes no words', () => parseArgs({ options: {} }))
const built = await capture(tool('tsc'), ['-b'])
if (!built.ok) process.stdout.write(`${built.text}\n`)
const files = await generateAll(root)
const stale = findStale(root, files)
for (const path of stale) {
  const text = files.get(path)
  if (text === undefined) continue
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
process.stdout.write(`${files.size} generated files, ${stale.length} of them changed\n${stale.join('\n')}\n`)
