import { Enums, Models, Serialize, SPDX, Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { idOf, type LockedPackage } from './locked-packages.js'

/**
 * A bill of materials (CycloneDX 1.6, JSON) of a program and the packages behind it, the program first. Made of nothing but
 * them, so that the same lock file gives the same text. Rejects what the schema of CycloneDX does not take.
 */
export async function cyclonedxOf(
  packages: readonly LockedPackage[],
  licenseOf: (found: LockedPackage) => string | null,
): Promise<string> {
  const [program, ...others] = packages
  if (program === undefined) throw new Error('There is no program.')
  const components = new Map(
    packages.map((found) => [idOf(found), componentOf(found, found === program, licenseOf(found))]),
  )
  for (const found of packages)
    for (const need of found.needs) {
      const needed = components.get(need)
      if (needed === undefined) throw new Error(`${idOf(found)} needs ${need}, which is not there.`)
      components.get(idOf(found))?.dependencies.add(needed.bomRef)
    }
  const metadata = new Models.Metadata({ component: components.get(idOf(program)) })
  const bom = new Models.Bom({ metadata })
  for (const found of others) {
    const component = components.get(idOf(found))
    if (component !== undefined) bom.components.add(component)
  }
  const spec = Spec.Spec1dot6
  const made = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(spec))
  const text = made.serialize(bom, { sortLists: true, space: 2 })
  const problem = await new Validation.JsonStrictValidator(spec.version).validate(text)
  if (problem !== null) throw new Error(`No CycloneDX: ${JSON.stringify(problem)}`)
  return `${text}\n`
}

function componentOf(found: LockedPackage, isProgram: boolean, license: string | null): Models.Component {
  const { name, version, sha512 } = found
  const [, group, bare = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? []
  const purl = `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`
  const component = new Models.Component(
    isProgram ? Enums.ComponentType.Application : Enums.ComponentType.Library,
    bare,
    { version, purl, bomRef: purl, ...(group === undefined ? {} : { group }) },
  )
  if (sha512 !== null) component.hashes.set(Enums.HashAlgorithm['SHA-512'], sha512)
  if (license !== null)
    component.licenses.add(
      SPDX.isSupportedSpdxId(license) ? new Models.SpdxLicense(license) : new Models.NamedLicense(license),
    )
  return component
}
