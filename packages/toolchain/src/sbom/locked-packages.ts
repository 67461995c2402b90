import { parse } from 'yaml'
import { z } from 'zod'

/** A package of a program, as the lock file pins it. */
export interface LockedPackage {
  readonly name: string
  readonly version: string
  /** SHA-512 of what was fetched, in hex; null for packages of this repository. */
  readonly sha512: string | null
  /** Of these it needs itself, by `name@version`. */
  readonly needs: readonly string[]
}

const Needs = z.record(z.string(), z.string()).default({})
const Importer = z.object({
  dependencies: z.record(z.string(), z.object({ version: z.string() })).default({}),
  optionalDependencies: z.record(z.string(), z.object({ version: z.string() })).default({}),
})
const LockFile = z.object({
  lockfileVersion: z.literal('9.0'),
  importers: z.record(z.string(), Importer),
  packages: z.record(z.string(), z.object({ resolution: z.object({ integrity: z.string() }) })),
  snapshots: z.record(z.string(), z.object({ dependencies: Needs, optionalDependencies: Needs })),
})
type LockFile = z.output<typeof LockFile>

/** The name and version of a package of this repository, by its folder. */
type ReadOwn = (folder: string) => { readonly name: string; readonly version: string }

export const idOf = ({ name, version }: Pick<LockedPackage, 'name' | 'version'>): string => `${name}@${version}`

/**
 * Everything that a package of this repository needs in production, itself first: what is for other systems than this one
 * as well, as the lock file does not know where it will run. One version counts once, whatever stands beside it.
 */
export function lockedPackages(lockText: string, folder: string, readOwn: ReadOwn): readonly LockedPackage[] {
  const lock = LockFile.parse(parse(lockText))
  const found = new Map<string, LockedPackage>()
  const open = [`link:${folder}`]
  const seen = new Set(open)
  for (let key = open.shift(); key !== undefined; key = open.shift()) {
    const [locked, needs] = key.startsWith('link:')
      ? ownPackage(lock, key.slice(5), readOwn)
      : fetchedPackage(lock, key)
    const before = found.get(idOf(locked))
    const ids = needs.map((need) => idOfKey(need, readOwn))
    found.set(idOf(locked), { ...locked, needs: [...new Set([...(before?.needs ?? []), ...ids])].toSorted() })
    for (const need of needs) {
      if (seen.has(need)) continue
      seen.add(need)
      open.push(need)
    }
  }
  return [...found.values()]
}

type Found = readonly [locked: Omit<LockedPackage, 'needs'>, needs: readonly string[]]

function ownPackage(lock: LockFile, folder: string, readOwn: ReadOwn): Found {
  const importer = lock.importers[folder]
  if (importer === undefined) throw new Error(`The lock file knows no ${folder}.`)
  const needs = Object.entries({ ...importer.dependencies, ...importer.optionalDependencies }).map(
    ([name, { version }]) =>
      version.startsWith('link:') ? `link:${resolveLink(folder, version.slice(5))}` : keyOf(lock, name, version),
  )
  return [{ ...readOwn(folder), sha512: null }, needs]
}

/** `../../packages/values`, seen from a folder two levels below the root. */
const resolveLink = (folder: string, link: string): string =>
  new URL(link, `file:///${folder}/`).pathname.replace(/^\/|\/$/g, '')

function fetchedPackage(lock: LockFile, key: string): Found {
  const snapshot = lock.snapshots[key]
  const id = withoutPeers(key)
  const integrity = lock.packages[id]?.resolution.integrity ?? ''
  if (snapshot === undefined || !integrity.startsWith('sha512-'))
    throw new Error(`The lock file says of ${key} not what it is.`)
  const needs = Object.entries({ ...snapshot.dependencies, ...snapshot.optionalDependencies })
  const sha512 = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
  return [{ ...partsOf(id), sha512 }, needs.map(([name, version]) => keyOf(lock, name, version))]
}

/** Under another name a package is named in full. */
const keyOf = ({ snapshots }: LockFile, name: string, version: string): string =>
  Object.hasOwn(snapshots, `${name}@${version}`) ? `${name}@${version}` : version

const withoutPeers = (key: string): string => key.replace(/\(.*$/, '')

function partsOf(id: string): { readonly name: string; readonly version: string } {
  const at = id.lastIndexOf('@')
  return { name: id.slice(0, at), version: id.slice(at + 1) }
}

const idOfKey = (key: string, readOwn: ReadOwn): string =>
  key.startsWith('link:') ? idOf(readOwn(key.slice(5))) : withoutPeers(key)
