import { asyncApiDocument } from '@polyphon/contracts'
import {
  DATA_CLASSES,
  describeKitTables,
  describePersonalData,
  isOfKit,
  KEPT_WITH_PERSON,
  recordOfTable,
} from '@polyphon/service-kit/personal'
import { definitionSchemas, describeMetrics, describeSettings, kitSettings } from '@polyphon/service-kit/runtime'
import { chartFacts, valuesSchema } from './chart-schema.js'
import { services } from './definitions.js'
import { errorPages } from './error-pages.js'
import { aclRules } from './kafka-acls.js'

const CHART = 'infra/helm/polyphon'

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

/** Puts a generated part between its two markers; a file without them is a mistake. */
function withPart(text: string, part: { readonly name: string; readonly made: string; readonly path: string }): string {
  const [START, END] = [`<!-- ${part.name}:start -->`, `<!-- ${part.name}:end -->`]
  const [start, end] = [text.indexOf(START), text.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`${part.path} lacks the markers ${START} and ${END}.`)
  return `${text.slice(0, start + START.length)}\n\n${part.made}\n\n${text.slice(end)}`
}

/**
 * The files of the repository that are made from the services' code: path → text.
 * `read` gives the text of a file that is only partly generated.
 */
export async function serviceDocuments(read: (path: string) => string): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = { ...errorPages(services) }
  const asyncApi = asyncApiDocument(services.flatMap((service) => service.readers()))
  files['openapi/asyncapi.json'] = json(asyncApi)
  for (const service of services) {
    files[`openapi/${service.name}.json`] = json(await service.document())
    for (const [kind, schema] of Object.entries(definitionSchemas(service.routes())))
      files[`packages/cli/schemas/${service.name}/${kind}.json`] = json(schema)
    const path = `services/${service.name}/README.md`
    const ownSettings =
      Object.keys(service.settings.shape).length === 0 ? '' : `${describeSettings(service.settings)}\n\n`
    const settings = `${ownSettings}The common settings are in \`packages/service-kit/README.md\`.`
    const withSettings = withPart(read(path), { name: 'settings', made: settings, path })
    files[path] = withPart(withSettings, { name: 'personal', made: describePersonalData(service.personal), path })
  }
  const kit = 'packages/service-kit/README.md'
  const kitText = withPart(read(kit), { name: 'settings', made: describeSettings(kitSettings), path: kit })
  files[kit] = withPart(kitText, { name: 'metrics', made: await describeMetrics(), path: kit })
  files[`${CHART}/values.schema.json`] = json(valuesSchema(services))
  files['infra/kafka-acls/rules.tsv'] = aclRules(services)
  files[`${CHART}/files/kafka-rules.tsv`] = files['infra/kafka-acls/rules.tsv']
  files[`${CHART}/files/services.json`] = json(chartFacts(services))
  files['services/profile/records.json'] = json(processingRecords())
  const page = 'docs/personal-data.md'
  files[page] = withPart(read(page), { name: 'personal', made: personalPage(), path: page })
  return files
}

/** What each service says of its tables with people, for profile, which knows no other service. */
const processingRecords = (): object =>
  Object.fromEntries(
    services.map(({ name, personal }) => [name, personal.tables.map((table) => recordOfTable(table, personal))]),
  )

/** What the kit keeps in every service, and which class of data holds which tables. */
function personalPage(): string {
  const tables = DATA_CLASSES.map((kind) => {
    const expiring = services.flatMap(({ name, personal }) =>
      personal.tables.flatMap((table) => (table.class === kind && table.ages !== undefined ? [{ name, table }] : [])),
    )
    if ((expiring.length === 0) !== KEPT_WITH_PERSON.includes(kind))
      throw new Error(`KEPT_WITH_PERSON is wrong about ${kind}.`)
    if (expiring.length === 0) return `| \`${kind}\` | nothing: as long as the person |`
    const ofServices = expiring.flatMap(({ name, table }) => (isOfKit(table) ? [] : [`${name} \`${table.name}\``]))
    return `| \`${kind}\` | ${ofServices.length === 0 ? 'nothing beside them' : ofServices.join(', ')} |`
  })
  return [
    describeKitTables(),
    '',
    '| class of data | expires in (beside the tables above) |',
    '| --- | --- |',
    ...tables,
  ].join('\n')
}
