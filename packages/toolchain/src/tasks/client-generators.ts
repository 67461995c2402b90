import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { capture, type Outcome, root } from './commands.js'

/** What was found, or why nothing could be looked for: a language that this machine does not have. */
export type Tried = Outcome & { readonly skipped?: string }

/** A program that others make clients with: it takes a document and makes code, which compiles. */
interface Generator {
  readonly name: string
  /** Whose document is tried. */
  readonly service: string
  run(document: string, folder: string): Promise<Tried>
}

// openapi-typescript is not among them: the client's types are made with it and compiled, from all five documents.
export const generators: readonly (Generator & { readonly onlyFull?: true })[] = [
  { name: '@hey-api/openapi-ts', service: 'journey', run: byHeyApi },
  { name: 'openapi-python-client', service: 'feedback', run: byPython },
  { name: 'oapi-codegen', service: 'analytics', run: byOapiCodegen },
  { name: 'ogen', service: 'analytics', run: byOgen, onlyFull: true },
]

/** Makes a client of a document in a folder of its own, which is removed. */
export async function makesClient(generator: Generator, document: string): Promise<Tried> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-client-'))
  try {
    return await generator.run(document, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs steps one after the other until one fails. */
async function inTurn(...steps: readonly (() => Promise<Outcome>)[]): Promise<Outcome> {
  for (const step of steps) {
    const outcome = await step()
    if (!outcome.ok) return outcome
  }
  return { ok: true, text: '' }
}

function byHeyApi(document: string, folder: string): Promise<Outcome> {
  const out = join(folder, 'client')
  const strict = '--noEmit --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler'.split(
    ' ',
  )
  return inTurn(
    () =>
      capture(join(root, 'packages/toolchain/node_modules/.bin/openapi-ts'), [
        '-i',
        document,
        '-o',
        out,
        '--no-log-file',
      ]),
    () =>
      capture(process.execPath, [
        join(root, 'node_modules/typescript59/lib/tsc.js'),
        ...strict,
        '--lib',
        'es2022,dom,dom.iterable',
        ...filesIn(out, '.ts'),
      ]),
  )
}

const PYTHON_CLIENT = 'openapi-python-client==0.29.1'

async function byPython(document: string, folder: string): Promise<Tried> {
  const bin = join(folder, 'venv/bin')
  const there = await inTurn(
    () => capture('python3', ['-m', 'venv', join(folder, 'venv')]),
    () => capture(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', PYTHON_CLIENT]),
  )
  if (!there.ok)
    return { ok: true, text: '', skipped: `Python with ${PYTHON_CLIENT} is not to be had: ${lastLine(there)}` }
  const made = await capture(join(bin, 'openapi-python-client'), [
    'generate',
    '--path',
    document,
    '--meta',
    'none',
    '--output-path',
    join(folder, 'client'),
  ])
  // It leaves out what it cannot read, and succeeds.
  if (!made.ok || /unable to|will not be generated/i.test(made.text)) return { ok: false, text: made.text }
  const everyModule =
    "import importlib, pkgutil, client\nfor m in pkgutil.walk_packages(client.__path__, 'client.'): importlib.import_module(m.name)"
  return capture(join(bin, 'python'), ['-c', everyModule], { cwd: folder })
}

const GO_MODULE = `module client

go 1.25

require (
	github.com/google/uuid v1.6.0
	github.com/oapi-codegen/runtime v1.9.0
)
`

function byOapiCodegen(document: string, folder: string): Promise<Tried> {
  return withGo(folder, GO_MODULE, async (go) =>
    inTurn(
      () =>
        go([
          'run',
          'github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2',
          '-package',
          'client',
          '-generate',
          'types,client',
          '-o',
          'client.go',
          document,
        ]),
      () => go(['build', './...']),
    ),
  )
}

const OGEN = 'v1.24.0'

function byOgen(document: string, folder: string): Promise<Tried> {
  return withGo(folder, `module client\n\ngo 1.25\n\nrequire github.com/ogen-go/ogen ${OGEN}\n`, async (go) =>
    inTurn(
      () =>
        go([
          'run',
          `github.com/ogen-go/ogen/cmd/ogen@${OGEN}`,
          '--target',
          'client',
          '--package',
          'client',
          '--clean',
          document,
        ]),
      () => go(['mod', 'tidy']),
      () => go(['build', './...']),
    ),
  )
}

/** Go as it is on this machine: nothing is installed, and no other Go is fetched. */
async function withGo(
  folder: string,
  module: string,
  run: (go: (args: readonly string[]) => Promise<Outcome>) => Promise<Outcome>,
): Promise<Tried> {
  const env = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod', GOWORK: 'off' }
  const version = await capture('go', ['version'], { env })
  const [, major = 0, minor = 0] = /go(\d+)\.(\d+)/.exec(version.text)?.map(Number) ?? []
  if (!version.ok || major < 1 || (major === 1 && minor < 25))
    return { ok: true, text: '', skipped: `Go 1.25 is needed: ${lastLine(version)}` }
  writeFileSync(join(folder, 'go.mod'), module)
  return run((args) => capture('go', args, { cwd: folder, env }))
}

const lastLine = ({ text }: Outcome): string => text.trim().split('\n').at(-1) ?? ''

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
}
