import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const services = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const

/** Path inside the repository → the text it must have. */
type GeneratedFiles = Readonly<Record<string, string>>
type Generator = (root: string, earlier: ReadonlyMap<string, string>) => GeneratedFiles | Promise<GeneratedFiles>

/**
 * Everything that is generated and committed, in order; a generator sees what the earlier ones made.
 * To add one, write a function and put it here: `npm run generate` writes its files, `npm run check` compares them.
 */
const generators: readonly Generator[] = [generateContracts, generateServices, generateClient]

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
  const files: Record<string, string> = {}
  for (const service of services) {
    const document = earlier.get(`openapi/${service}.json`) ?? readIfThere(join(root, `openapi/${service}.json`))
    if (document === undefined) continue
    const types = astToString(await openapiTS(document, { defaultNonNullable: false }))
    files[`packages/client/src/generated/${service}.ts`] =
      `// Made by npm run generate from openapi/${service}.json.\n${types}`
  }
  return files
}

function importBuilt(root: string, path: string): Promise<unknown> {
  return import(pathToFileURL(join(root, path)).href)
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
