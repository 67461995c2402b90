import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A service as it lies on disk; paths begin below its own folder, like `src/answers/feature.ts`. */
export interface ServiceSources {
  readonly name: string
  readonly files: ReadonlyMap<string, string>
  /** Every folder below `src/`, also one that holds nothing. */
  readonly folders: readonly string[]
  /** The operations of its committed OpenAPI document. */
  readonly operations: ReadonlySet<string>
}

const ROOT_FILES = ['codes.ts', 'config.ts', 'main.ts', 'service.ts']
const OF_A_FEATURE: ReadonlySet<string> = new Set(['feature.ts', 'personal.ts'])
const LAYERS: ReadonlySet<string> = new Set(
  'domain commands queries store http events timers workers providers steps'.split(' '),
)
const README_HEADINGS = [
  'What it owns',
  'What it does not own',
  'What it answers',
  'What it consumes',
  'What it publishes',
  'What changes together',
  'Personal data',
  'Settings',
]
const IMPORT = /^import (?!type\b)\{([^}]*)\} from '(\.[^']+)'/gm

/** Everything that is not as in all services, a sentence a finding. */
export function findShapeProblems(service: ServiceSources): readonly string[] {
  return [
    ...findRootProblems(service),
    ...findFeatureProblems(service),
    ...findListProblems(service),
    ...findOperationProblems(service),
    ...findConsumerProblems(service),
    ...findTimerProblems(service),
    ...findHarnessProblems(service),
    ...findReadmeProblems(service),
  ]
}

/** `src/` holds four files, and features. */
export function findRootProblems({ name, files }: ServiceSources): readonly string[] {
  const found = [...files.keys()].filter((path) => dirname(path) === 'src').map((path) => basename(path))
  return [
    ...ROOT_FILES.filter((file) => !found.includes(file)).map((file) => `${name}: src/${file} is missing`),
    ...found
      .filter((file) => !ROOT_FILES.includes(file))
      .map((file) => `${name}: src/${file} belongs to a feature; src/ holds ${ROOT_FILES.join(', ')} only`),
  ]
}

/** A feature has its table of contents, what it declares of its tables and, beside these, layers that hold something. */
export function findFeatureProblems(service: ServiceSources): readonly string[] {
  const { name, files, folders } = service
  const paths = [...files.keys()]
  const isEmpty = (folder: string): boolean => !paths.some((path) => path.startsWith(`${folder}/`))
  return [
    ...featuresOf(service)
      .filter((feature) => !files.has(`src/${feature}/feature.ts`))
      .map((feature) => `${name}: src/${feature}/feature.ts is missing`),
    ...paths
      .filter((path) => path.split('/').length === 3 && path.startsWith('src/') && !OF_A_FEATURE.has(basename(path)))
      .map((path) => `${name}: ${path} belongs to a layer of its feature`),
    ...folders
      .filter((folder) => folder.split('/').length === 3 && !LAYERS.has(basename(folder)))
      .map((folder) => `${name}: ${folder} is none of the layers ${[...LAYERS].join(', ')}`),
    ...folders
      .filter((folder) => folder.split('/').length > 3)
      .map((folder) => `${name}: ${folder} is a folder within a layer: a layer holds files`),
    ...folders.filter(isEmpty).map((folder) => `${name}: ${folder} is empty`),
  ]
}

/** `service.ts` lists the features that there are, under the names of their folders. */
export function findListProblems(service: ServiceSources): readonly string[] {
  const { name, files } = service
  const list = /\bfeatures: \[([^\]]*)\]/.exec(files.get('src/service.ts') ?? '')?.[1] ?? ''
  const listed = list
    .split(',')
    .map((feature) => feature.trim())
    .filter((feature) => feature !== '')
  const features = featuresOf(service).map(camelCase)
  return [
    ...features
      .filter((feature) => !listed.includes(feature))
      .map((feature) => `${name}: src/service.ts does not list the feature ${feature}`),
    ...listed
      .filter((feature) => !features.includes(feature))
      .map((feature) => `${name}: src/service.ts lists ${feature}, which is no folder of src/`),
  ]
}

/**
 * A file in `commands/` or `queries/` exports the function that it is named after, which is an operation or is called by
 * a consumer or a timer, a query also by a worker.
 */
export function findOperationProblems(service: ServiceSources): readonly string[] {
  const { name, files, operations } = service
  return [...files].flatMap(([path, text]) => {
    const layer = layerOf(path)
    if (isTest(path) || (layer !== 'commands' && layer !== 'queries')) return []
    const operation = nameOf(path)
    if (!exportsFunction(text, operation)) return [`${name}: ${path} does not export the function ${operation}`]
    const callers = layer === 'commands' ? ['events', 'timers'] : ['events', 'timers', 'workers']
    if (operations.has(operation) || isCalled(service, path, callers)) return []
    return [`${name}: ${path} is no operation and called by no file in ${callers.join('/, ')}/: it belongs to steps/`]
  })
}

/** A file in `events/` is a consumer and exports it under the name of the file. */
export function findConsumerProblems({ name, files }: ServiceSources): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    if (layerOf(path) !== 'events' || isTest(path)) return []
    if (!basename(path).startsWith('on-')) return [`${name}: ${path} is not named on-<event>.ts`]
    return exportsFunction(text, nameOf(path)) ? [] : [`${name}: ${path} does not export ${nameOf(path)}`]
  })
}

/** A file in `timers/` holds what falls due, and its feature lists it. */
export function findTimerProblems({ name, files }: ServiceSources): readonly string[] {
  return [...files].flatMap(([path]) => {
    if (layerOf(path) !== 'timers' || isTest(path)) return []
    const feature = path.split('/').slice(0, 2).join('/')
    const from = `'./timers/${basename(path, '.ts')}.js'`
    return files.get(`${feature}/feature.ts`)?.includes(from) === true
      ? []
      : [`${name}: ${feature}/feature.ts does not list ${path}`]
  })
}

/** The README of every service has the same headings, and says something under each. */
export function findReadmeProblems({ name, files }: ServiceSources): readonly string[] {
  const [, ...sections] = (files.get('README.md') ?? '').split(/^## /m)
  const headings = sections.map((section) => section.split('\n', 1)[0] ?? '')
  if (headings.join(' · ') !== README_HEADINGS.join(' · '))
    return [`${name}: README.md has the headings ${headings.join(' · ')} instead of ${README_HEADINGS.join(' · ')}`]
  return sections
    .filter((section) => section.split('\n').slice(1).join('').trim() === '')
    .map((section) => `${name}: README.md says nothing under ${section.trim()}`)
}

/** The tests of every service are set up in a file of the same name. */
export function findHarnessProblems({ name, files }: ServiceSources): readonly string[] {
  return files.has('test/harness.ts') ? [] : [`${name}: test/harness.ts is missing`]
}

/** Reads one service of the repository at `root`. */
export function readService(root: string, name: string): ServiceSources {
  const folder = join(root, 'services', name)
  const entries = ['src', 'test'].flatMap((part) =>
    existsSync(join(folder, part))
      ? readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' }).map((entry) => `${part}/${entry}`)
      : [],
  )
  const isFolder = (path: string): boolean => statSync(join(folder, path)).isDirectory()
  const document: { readonly paths: Readonly<Record<string, object>> } = JSON.parse(
    readFileSync(join(root, 'openapi', `${name}.json`), 'utf8'),
  )
  return {
    name,
    files: new Map(
      [...entries, 'README.md']
        .filter((path) => existsSync(join(folder, path)) && !isFolder(path))
        .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
    ),
    folders: entries.filter((path) => path.startsWith('src/') && isFolder(path)),
    operations: new Set(Object.values(document.paths).flatMap(operationIds)),
  }
}

function operationIds(methods: object): readonly string[] {
  return Object.values(methods).flatMap((operation: { readonly operationId?: string }) => operation.operationId ?? [])
}

function featuresOf({ folders }: ServiceSources): readonly string[] {
  return folders.filter((folder) => dirname(folder) === 'src').map((folder) => basename(folder))
}

const layerOf = (path: string): string => /^src\/[^/]+\/([^/]+)\//.exec(path)?.[1] ?? ''
const isTest = (path: string): boolean => path.endsWith('.test.ts')
const nameOf = (path: string): string => camelCase(basename(path, '.ts'))
const camelCase = (text: string): string => text.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())

function exportsFunction(text: string, name: string): boolean {
  return new RegExp(String.raw`^export (?:async )?(?:function|const) ${name}\b`, 'm').test(text)
}

/** Whether a file in one of these layers imports the function that `path` is named after. */
function isCalled({ files }: ServiceSources, path: string, layers: readonly string[]): boolean {
  return [...files].some(
    ([caller, text]) =>
      layers.includes(layerOf(caller)) &&
      !isTest(caller) &&
      [...text.matchAll(IMPORT)].some(
        ([, names = '', from = '']) =>
          join(dirname(caller), from).replace(/\.js$/, '.ts') === path &&
          names.split(',').some((imported) => imported.trim().split(' ')[0] === nameOf(path)),
      ),
  )
}
