import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { orRefuse, refuse } from '../command-line.js'
import { readSboms } from '../sbom/read-sboms.js'
import { root } from './commands.js'

// npm run sbom: what is in the image of each service, as <folder>/<service>.cdx.json.
const usage = 'npm run sbom -- [folder]   a CycloneDX of each service; target/sbom without a folder'
const { positionals } = orRefuse(usage, () => parseArgs({ options: {}, allowPositionals: true }))
if (positionals.length > 1) refuse(usage, 'One folder.')
const folder = resolve(root, positionals[0] ?? 'target/sbom')
mkdirSync(folder, { recursive: true })
for (const [service, text] of await readSboms(root)) {
  const file = join(folder, `${service}.cdx.json`)
  writeFileSync(file, text)
  process.stdout.write(`${relative(process.cwd(), file)}\n`)
}
