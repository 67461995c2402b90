import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { browserTypes, serviceTypes } from './client-types.js'
import { boards } from './observability/boards.js'
import { dashboardOf } from './observability/panels.js'
import { staffRolesPage } from './staff-roles.js'

const services = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const
const GENERATED = 'packages/client/src/generated'
const DASHBOARDS = 'infra/observability/grafana'
const CHART_FILES = 'infra/helm/polyphon/files'
/** The packages that others install. */
const PUBLISHED = ['client', 'cli', 'contracts', 'values'] as const

/** Path inside the repository → the text it must have. */
type GeneratedFiles = Readonly<Record<string, string>>
type Generator = (root: string, earlier: ReadonlyMap<string, string>) => GeneratedFiles | Promise<GeneratedFiles>

/**
 * Everything that is generated and committed, in order; a generator sees what the earlier ones made.
 * To add one, write a function and put it here: `npm run generate` writes its files, `npm run check` compares them.
 */
const generators: readonly Generator[] = [
  generateContracts,
  generateServices,
  generateClient,
  generateRoles,
  copyLicence,
  generateDashboards,
  fillChart,
]

/** Makes the text of every generated file from the built packages, and writes nothing. */
export async function generateAll(root: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const generator of generators) {
    for (const [path, text] of Object.entries(await generator(root, files))) files.set(path, text)
  }
  return files
}

/** The generated files that differ from what stands in the repository, or are not there. */
export function findStale(root: string, files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].filter(([path, text]) => readIfThere(join(root, path)) !== text).map(([path]) => path)
}

/** AsyncAPI, the JSON Schemas and the event catalogue. */
async function generateContracts(root: string): Promise<GeneratedFiles> {
  // The toolchain depends on no package that it generates from, so that it can always be built.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what packages/contracts exports
  const contracts = (await importBuilt(root, 'packages/contracts/dist/index.js')) as {
    readonly generateDocuments: () => GeneratedFiles
  }
  return contracts.generateDocuments()
}

/** The OpenAPI documents, and the tables of settings in the READMEs. */
function generateServices(root: string): GeneratedFiles {
  // From source, as the client's types are made from these documents and the local stack needs the client to compile.
  const args = ['--conditions=@polyphon/source', '--import', 'tsx', 'packages/local-stack/src/print-documents.ts']
  const text = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return JSON.parse(text)
}

/** The types of the client, from the OpenAPI documents: those just made, or else those that stand in the repository. */
export async function generateClient(root: string, earlier: ReadonlyMap<string, string>): Promise<GeneratedFiles> {
  const documents = documentsOf(root, earlier)
  const files: Record<string, string> = { [`${GENERATED}/browser.ts`]: browserTypes(documents) }
  for (const [service, document] of documents)
    files[`${GENERATED}/${service}.ts`] = await serviceTypes(service, document)
  return files
}

/** Which of the staff may call which operation. */
function generateRoles(root: string, earlier: ReadonlyMap<string, string>): GeneratedFiles {
  return { 'docs/staff-roles.md': staffRolesPage(documentsOf(root, earlier)) }
}

/** The OpenAPI documents: those just made, or else those that stand in the repository. */
function documentsOf(root: string, earlier: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const documents = new Map<string, string>()
  for (const service of services) {
    const document = earlier.get(`openapi/${service}.json`) ?? readIfThere(join(root, `openapi/${service}.json`))
    if (document !== undefined) documents.set(service, document)
  }
  return documents
}

/** What npm packs beside a package.json has to lie beside it. */
function copyLicence(root: string): GeneratedFiles {
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8')
  return Object.fromEntries(PUBLISHED.map((name) => [`packages/${name}/LICENSE`, licence]))
}

/** The dashboards for Grafana. */
function generateDashboards(): GeneratedFiles {
  return Object.fromEntries(
    boards.map((board) => [`${DASHBOARDS}/${board.name}.json`, `${JSON.stringify(dashboardOf(board), null, 2)}\n`]),
  )
}

/** A chart takes along only what lies in its folder. */
function fillChart(root: string, earlier: ReadonlyMap<string, string>): GeneratedFiles {
  const dashboards = [...earlier].filter(([path]) => path.startsWith(`${DASHBOARDS}/`))
  return {
    [`${CHART_FILES}/rules.yaml`]: readFileSync(join(root, 'infra/observability/prometheus/rules.yaml'), 'utf8'),
    ...Object.fromEntries(
      dashboards.map(([path, text]) => [path.replace(DASHBOARDS, `${CHART_FILES}/dashboards`), text]),
    ),
  }
}

function importBuilt(root: string, path: string): Promise<unknown> {
  return import(pathToFileURL(join(root, path)).href)
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
