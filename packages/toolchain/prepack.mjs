// Before npm pack: prepares the clone if needed, builds the package, and leaves out what a deleted source once made.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, checkNode, install } from './setup.mjs'

const folder = process.cwd()
checkNode()
await install()
await build(folder)
for (const entry of readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const built = join(entry.parentPath, entry.name)
  const source = built.replace(join(folder, 'dist'), join(folder, 'src')).replace(/(?:\.d\.ts|\.js)(?:\.map)?$/, '.ts')
  if (!existsSync(source)) rmSync(built)
}
