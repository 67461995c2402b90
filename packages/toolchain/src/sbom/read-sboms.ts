import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { cyclonedxOf } from './cyclonedx.js'
import { type LockedPackage, lockedPackages } from './locked-packages.js'

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.unknown().optional() })
const readManifest = (folder: string) => Manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))

/** The bill of materials of each service, by its name: what its image holds beside Node.js and Debian. */
export async function readSboms(root: string): Promise<ReadonlyMap<string, string>> {
  const lockText = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
  const licenses = installedLicenses(root)
  const made = new Map<string, string>()
  for (const service of readdirSync(join(root, 'services')).toSorted()) {
    const packages = lockedPackages(lockText, `services/${service}`, (folder) => readManifest(join(root, folder)))
    made.set(service, await cyclonedxOf(packages, licenses))
  }
  return made
}

/** What installed packages say of their licence; nothing of those for other systems, which are not here. */
function installedLicenses(root: string): (found: LockedPackage) => string | null {
  const store = join(root, 'node_modules/.pnpm')
  const folders = existsSync(store) ? readdirSync(store) : []
  return ({ name, version, sha512 }) => {
    if (sha512 === null) return readManifest(root).license === undefined ? null : String(readManifest(root).license)
    const prefix = `${name.replace('/', '+')}@${version}`
    const folder = folders.find((found) => found === prefix || found.startsWith(`${prefix}_`))
    if (folder === undefined) return null
    const { license } = readManifest(join(store, folder, 'node_modules', name))
    return typeof license === 'string' ? license : null
  }
}
