import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { capture, type Outcome, root, tool } from './commands.js'
import type { Service } from './running-stack.js'

/** What was found, or why nothing could be looked for: a language that this machine does not have. */
export type Tried = Outcome & { readonly skipped?: string }

/** A program that others make clients with: it takes a document and makes code, which compiles. */
interface Generator {
  readonly name: string
  /** Whose document is tried; with `--full` all of them are. */
  readonly service: string
  run(document: string, folder: string): Promise<Tried>
  /** Uses what was made of the document of feedback in a folder: puts a survey, reads it, and reads a problem. */
  call(folder: string, at: Service): Promise<Outcome>
}

// openapi-typescript is not among them: the client's types are made with it and compiled, from all five documents, and the
// programs of its README are run by the tests.
export const generators: readonly (Generator & { readonly onlyFull?: true })[] = [
  { name: '@hey-api/openapi-ts', service: 'journey', run: byHeyApi, call: callByHeyApi },
  { name: 'openapi-python-client', service: 'feedback', run: byPython, call: callByPython },
  { name: 'oapi-codegen', service: 'analytics', run: byOapiCodegen, call: callByGo('oapi-codegen') },
  { name: 'ogen', service: 'analytics', run: byOgen, call: callByGo('ogen'), onlyFull: true },
]

/** Makes a client of a document in a folder of its own, which is removed; and calls a service with it, where one is given. */
export async function makesClient(generator: Generator, document: string, at?: Service): Promise<Tried> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-client-'))
  try {
    const made = await generator.run(document, folder)
    return made.ok && made.skipped === undefined && at !== undefined ? await generator.call(folder, at) : made
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
  return inTurn(
    () =>
      capture(join(root, 'packages/toolchain/node_modules/.bin/openapi-ts'), [
        '-i',
        document,
        '-o',
        out,
        '--no-log-file',
      ]),
    () => compile(filesIn(out, '.ts')),
  )
}

function compile(files: readonly string[]): Promise<Outcome> {
  const strict = '--noEmit --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler'.split(
    ' ',
  )
  const types = [
    '--lib',
    'es2022,dom,dom.iterable',
    '--types',
    'node',
    '--typeRoots',
    join(root, 'node_modules/@types'),
  ]
  const compiler = join(root, 'node_modules/typescript59/lib/tsc.js')
  return capture(process.execPath, [compiler, ...strict, ...types, ...files])
}

function callByHeyApi(folder: string, { url, key }: Service): Promise<Outcome> {
  const program = join(folder, 'call.ts')
  copyFileSync(programOf('hey-api.ts.txt'), program)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  return inTurn(
    () => compile([program]),
    () => capture(tool('tsx'), [program, url, key]),
  )
}

const PYTHON_CLIENT = 'openapi-python-client==0.29.1'
// It knows files by no other name.
const PYTHON_CONFIG =
  'content_type_overrides:\n  application/x-ndjson: application/octet-stream\n  text/csv: application/octet-stream\n'

async function byPython(document: string, folder: string): Promise<Tried> {
  const bin = join(folder, 'venv/bin')
  const there = await inTurn(
    () => capture('python3', ['-m', 'venv', join(folder, 'venv')]),
    () => capture(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', PYTHON_CLIENT]),
  )
  if (!there.ok)
    return { ok: true, text: '', skipped: `Python with ${PYTHON_CLIENT} is not to be had: ${lastLine(there)}` }
  const config = join(folder, 'python.yml')
  writeFileSync(config, PYTHON_CONFIG)
  const made = await capture(join(bin, 'openapi-python-client'), [
    'generate',
    '--config',
    config,
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

function callByPython(folder: string, { url, key }: Service): Promise<Outcome> {
  const program = join(folder, 'call.py')
  copyFileSync(programOf('call.py'), program)
  return capture(join(folder, 'venv/bin/python'), [program, url, key], { cwd: folder })
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

// It cannot tell the kinds of a condition apart while it is still reading them, as conditions hold conditions.
const OGEN_CONFIG = 'generator:\n  ignore_not_implemented: ["discriminator inference"]\n'
const LEFT_OUT_BY_OGEN: readonly string[] = ['putJourney']

function byOgen(document: string, folder: string): Promise<Tried> {
  writeFileSync(join(folder, 'ogen.yml'), OGEN_CONFIG)
  return withGo(folder, `module client\n\ngo 1.25\n\nrequire github.com/ogen-go/ogen ${OGEN}\n`, async (go) => {
    const made = await go([
      'run',
      `github.com/ogen-go/ogen/cmd/ogen@${OGEN}`,
      '--config',
      'ogen.yml',
      '--target',
      'client',
      '--package',
      'client',
      '--clean',
      document,
    ])
    const leftOut = [...made.text.matchAll(/Skipping operation.*"operationId": "(\w+)"/gi)].map(([, name = '']) => name)
    if (!made.ok || leftOut.some((name) => !LEFT_OUT_BY_OGEN.includes(name))) return { ok: false, text: made.text }
    return inTurn(
      () => go(['mod', 'tidy']),
      () => go(['build', './...']),
    )
  })
}

function callByGo(name: string): Generator['call'] {
  return (folder, { url, key }) => {
    mkdirSync(join(folder, 'call'))
    copyFileSync(programOf(`${name}.go`), join(folder, 'call/main.go'))
    return capture('go', ['run', './call', url, key], { cwd: folder, env: GO_ENV })
  }
}

const GO_ENV = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod', GOWORK: 'off' }

/** Go as it is on this machine: nothing is installed, and no other Go is fetched. */
async function withGo(
  folder: string,
  module: string,
  run: (go: (args: readonly string[]) => Promise<Outcome>) => Promise<Outcome>,
): Promise<Tried> {
  const version = await capture('go', ['version'], { env: GO_ENV })
  const [, major = 0, minor = 0] = /go(\d+)\.(\d+)/.exec(version.text)?.map(Number) ?? []
  if (!version.ok || major < 1 || (major === 1 && minor < 25))
    return { ok: true, text: '', skipped: `Go 1.25 is needed: ${lastLine(version)}` }
  writeFileSync(join(folder, 'go.mod'), module)
  return run((args) => capture('go', args, { cwd: folder, env: GO_ENV }))
}

const programOf = (name: string): string => join(root, 'packages/toolchain/clients', name)

const lastLine = ({ text }: Outcome): string => text.trim().split('\n').at(-1) ?? ''

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
}
