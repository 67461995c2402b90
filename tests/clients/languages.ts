import { spawn } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How a program ended, and all that it wrote. */
interface Outcome {
  readonly ok: boolean
  readonly text: string
}

/** A client in another language, in the version that `docs/clients.md` names. */
export interface LanguageClient {
  readonly name: string
  readonly path: RegExp
  /** How often it asks before it gives up a key that is not known. */
  readonly requestsWithWrongKey: number
  /** Puts the client into a folder. What is missing here is answered as the reason to skip it. */
  install(folder: string): Promise<string | null>
  /** Makes the calls that are given as JSON. */
  run(folder: string, service: { readonly url: string; readonly key: string }, calls: string): Promise<Outcome>
}

const PROGRAMS = join(import.meta.dirname, 'programs')

function capture(command: string, words: readonly string[], folder: string, input = ''): Promise<Outcome> {
  const GO = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod', GOWORK: 'off' }
  return new Promise((resolve) => {
    const child = spawn(command, words, { cwd: folder, env: { ...process.env, ...GO }, timeout: 240_000 })
    let text = ''
    const append = (chunk: Buffer): void => {
      text += chunk.toString()
    }
    child.stdout.on('data', append)
    child.stderr.on('data', append)
    child.on('error', (error) => resolve({ ok: false, text: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, text }))
    // Who has ended already reads nothing.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** Runs commands until one fails; answers its last line. */
async function missing(
  folder: string,
  ...commands: readonly (readonly [string, ...string[]])[]
): Promise<string | null> {
  for (const [command, ...words] of commands) {
    const { ok, text } = await capture(command, words, folder)
    if (!ok) return `${command} ${words.join(' ')}: ${text.trim().split('\n').at(-1) ?? ''}`
  }
  return null
}

const python = (requirement: string, program: string): LanguageClient => ({
  name: requirement,
  path: /^\/v1\/batch$/,
  requestsWithWrongKey: 1,
  install: (folder) =>
    missing(
      folder,
      ['python3', '-m', 'venv', 'venv'],
      ['venv/bin/pip', 'install', '--quiet', '--disable-pip-version-check', requirement],
    ),
  run: (folder, { url, key }, calls) =>
    capture('venv/bin/python', ['-B', join(PROGRAMS, program), url, key], folder, calls),
})

const GO_CLIENT = 'gopkg.in/segmentio/analytics-go.v3'

const go: LanguageClient = {
  name: 'analytics-go v3.1.0',
  path: /^\/v1\/batch$/,
  requestsWithWrongKey: 10,
  install: async (folder) => {
    const { ok, text } = await capture('go', ['version'], folder)
    const [, major = 0, minor = 0] = /go(\d+)\.(\d+)/.exec(text)?.map(Number) ?? []
    if (!ok || major < 1 || (major === 1 && minor < 25)) return `Go 1.25 is needed: ${text.trim()}`
    copyFileSync(join(PROGRAMS, 'main.go'), join(folder, 'main.go'))
    writeFileSync(join(folder, 'go.mod'), `module client\n\ngo 1.25\n\nrequire ${GO_CLIENT} v3.1.0\n`)
    return missing(folder, ['go', 'mod', 'tidy'], ['go', 'build', '-o', 'client', '.'])
  },
  run: (folder, { url, key }, calls) => capture('./client', [url, key], folder, calls),
}

const java: LanguageClient = {
  name: 'analytics-java 3.5.2',
  path: /^\/v1\/import\/?$/,
  requestsWithWrongKey: 1,
  install: (folder) => {
    const copied = ['-DoutputDirectory=lib', '-q', '-B']
    for (const file of ['pom.xml', 'Calls.java']) copyFileSync(join(PROGRAMS, file), join(folder, file))
    return missing(
      folder,
      ['mvn', 'dependency:copy-dependencies', ...copied],
      ['javac', '-cp', 'lib/*', '-d', '.', 'Calls.java'],
    )
  },
  run: (folder, { url, key }, calls) => capture('java', ['-cp', 'lib/*:.', 'Calls', url, key], folder, calls),
}

export const LANGUAGES: readonly LanguageClient[] = [
  python('segment-analytics-python==2.4.0', 'calls_of_segment.py'),
  python('rudder-sdk-python==2.1.9', 'calls_of_rudder.py'),
  go,
  java,
]
