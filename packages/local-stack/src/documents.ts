import { describeSettings, kitSettings } from '@polyphon/service-kit/runtime'
import { services } from './definitions.js'

const START = '<!-- settings:start -->'
const END = '<!-- settings:end -->'

/** Puts the table of settings between its two markers; a README without them is a mistake. */
function withSettings(readme: string, table: string, path: string): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`${path} lacks the markers ${START} and ${END}.`)
  return `${readme.slice(0, start + START.length)}\n\n${table}\n\n${readme.slice(end)}`
}

/**
 * The files of the repository that are made from the services' code: path → text.
 * `read` gives the text of a file that is only partly generated.
 */
export function serviceDocuments(read: (path: string) => string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const service of services) {
    files[`openapi/${service.name}.json`] = `${JSON.stringify(service.document(), null, 2)}\n`
    const path = `services/${service.name}/README.md`
    const ownSettings =
      Object.keys(service.settings.shape).length === 0 ? '' : `${describeSettings(service.settings)}\n\n`
    files[path] = withSettings(
      read(path),
      `${ownSettings}The common settings are in \`packages/service-kit/README.md\`.`,
      path,
    )
  }
  const kit = 'packages/service-kit/README.md'
  files[kit] = withSettings(read(kit), describeSettings(kitSettings), kit)
  return files
}
