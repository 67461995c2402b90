import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { cyclonedxOf } from './cyclonedx.js'
import { lockedPackages } from './locked-packages.js'
import { readSboms } from './read-sboms.js'

const root = join(import.meta.dirname, '../../../..')
const Needs = z.record(z.string(), z.string()).default({})
const Manifest = z.object({ name: z.string(), version: z.string(), dependencies: Needs, optionalDependencies: Needs })
const Bom = z.object({
  metadata: z.object({ component: z.object({ name: z.string() }) }),
  components: z.array(
    z.object({
      group: z.string().optional(),
      name: z.string(),
      version: z.string(),
      purl: z.string(),
      hashes: z.array(z.object({ alg: z.string(), content: z.string() })).default([]),
    }),
  ),
})

/** What is really there: every package that Node.js finds from this folder on, by what the manifests say. */
function installedFrom(folder: string, found = new Map<string, string>()): ReadonlyMap<string, string> {
  const { name, version, dependencies, optionalDependencies } = Manifest.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  )
  if (found.has(`${name}@${version}`)) return found
  found.set(`${name}@${version}`, folder)
  // A package may be called like a module of Node.js, such as `buffer`.
  const pathsTo = (need: string) =>
    createRequire(join(folder, 'package.json')).resolve.paths(`${need}/package.json`) ?? []
  for (const need of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const above = pathsTo(need).find((path) => existsSync(join(path, need, 'package.json')))
    if (above !== undefined) installedFrom(realpathSync(join(above, need)), found)
    else if (!Object.hasOwn(optionalDependencies, need)) throw new Error(`${name} lacks ${need}.`)
  }
  return found
}

const lock: { packages: Record<string, { resolution: { integrity: string } }> } = parse(
  readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8'),
)

describe('the bill of materials', async () => {
  const sboms = await readSboms(root)
  it('is there for every service', () => {
    expect([...sboms.keys()]).toEqual(readdirSync(join(root, 'services')).toSorted())
  })
  it.each([...sboms])('of %s names every package that it runs with, as the lock file pins it', (service, text) => {
    const { metadata, components } = Bom.parse(JSON.parse(text))
    expect(metadata.component.name).toBe(service)
    const named = new Map<string, (typeof components)[number]>(
      components.map((component) => {
        const { group, name, version } = component
        return [`${group === undefined ? '' : `${group}/`}${name}@${version}`, component] as const
      }),
    )
    const installed = [...installedFrom(join(root, 'services', service)).keys()].slice(1)
    expect(installed.length).toBeGreaterThan(50)
    expect(installed.filter((id) => !named.has(id))).toEqual([])
    for (const [id, { hashes, purl }] of named) {
      if (id.startsWith('@polyphon/')) continue
      const wanted = Buffer.from(lock.packages[id]?.resolution.integrity.replace('sha512-', '') ?? '', 'base64')
      expect(hashes, id).toEqual([{ alg: 'SHA-512', content: wanted.toString('hex') }])
      expect(decodeURIComponent(purl)).toBe(`pkg:npm/${id}`)
    }
  })
  it.each([...sboms])('of %s says nothing of this machine or of a registry', (_service, text) => {
    for (const word of [root, hostname(), 'registry', 'node_modules', 'file:', '/home/'])
      expect(text.includes(word), word).toBe(false)
  })
  it('is taken by the schema of CycloneDX, which would refuse another', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6)
    const [text = ''] = sboms.values()
    expect(await validator.validate(text)).toBeNull()
    for (const [is, was] of [
      ['"bomFormat": "x"', '"bomFormat": "CycloneDX"'],
      ['"type": "thing"', '"type": "library"'],
    ] as const)
      expect(await validator.validate(text.replace(was, is))).not.toBeNull()
  }, 60_000)
  it('is the same the next time', async () => {
    expect(await readSboms(root)).toEqual(sboms)
  }, 60_000)
})

describe('a lock file', () => {
  const lockText = `lockfileVersion: '9.0'
importers:
  services/a:
    dependencies:
      own: { specifier: 'workspace:*', version: 'link:../../packages/own' }
      alias: { specifier: 'npm:real@1.0.0', version: real@1.0.0 }
  packages/own:
    dependencies:
      real: { specifier: 1.0.0, version: 1.0.0(peer@2.0.0) }
packages:
  real@1.0.0: { resolution: { integrity: sha512-AAAA } }
  peer@2.0.0: { resolution: { integrity: sha512-BBBB } }
snapshots:
  real@1.0.0: {}
  real@1.0.0(peer@2.0.0): { optionalDependencies: { peer: 2.0.0 } }
  peer@2.0.0: {}
`
  const readOwn = (folder: string) => ({ name: folder.replace(/^.*\//, '@x/'), version: '0.1.0' })
  it('is followed through packages of the repository, other names and peers', () => {
    expect(
      lockedPackages(lockText, 'services/a', readOwn).map(({ name, version, needs }) => [name, version, needs]),
    ).toEqual([
      ['@x/a', '0.1.0', ['@x/own@0.1.0', 'real@1.0.0']],
      ['@x/own', '0.1.0', ['real@1.0.0']],
      ['real', '1.0.0', ['peer@2.0.0']],
      ['peer', '2.0.0', []],
    ])
  })
  it('that knows no such package, or not what one is, is refused', () => {
    expect(() => lockedPackages(lockText, 'services/b', readOwn)).toThrow('knows no services/b')
    expect(() => lockedPackages(lockText.replace('sha512-BBBB', 'sha1-x'), 'services/a', readOwn)).toThrow('peer@2.0.0')
  })
  it('that is torn gives no bill', async () => {
    const lacking = [{ name: 'a', version: '1.0.0', sha512: null, needs: ['b@1.0.0'] }]
    await expect(cyclonedxOf(lacking, () => null)).rejects.toThrow('which is not there')
  })
})
