import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeEvent, feedbackGiven } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalHome, type LocalProcess, makeHome } from './local-process.js'
import { mailsTo } from './mail.js'
import { blocksOf, programOf, readmes } from './outside/blocks.js'
import { exampleCalls } from './outside/example-calls.js'
import { type Compiler, compilers, makeOutsideProject, type OutsideProject, packed } from './outside/project.js'
import { TYPED } from './outside/typed.js'
import { makeTopic } from './plain-log.js'

// What somebody does in the first hour: the lines of `npm start` and of the READMEs, exactly as they stand there.

interface Ended {
  readonly code: number | null
  readonly output: string
}

/** Runs a program and answers how it ended; `isEnough` ends one that would go on. */
function run(
  command: string,
  words: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv; readonly isEnough?: (output: string) => boolean },
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, [...words], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const append = (chunk: Buffer): void => {
      output += chunk.toString()
      if (options.isEnough?.(output) === true) child.kill('SIGTERM')
    }
    child.stdout.on('data', append)
    child.stderr.on('data', append)
    child.on('close', (code) => resolve({ code, output }))
  })
}

let home: LocalHome
let stack: LocalProcess
/** A folder of a user, in which `.polyphon` is that of the running stack. */
let desk: string
beforeAll(async () => {
  home = await makeHome()
  stack = home.run('main.ts')
  await stack.untilPrinted('Ctrl-C stops everything')
  desk = mkdtempSync(join(tmpdir(), 'polyphon-desk-'))
  symlinkSync(home.env['POLYPHON_HOME'] ?? '', join(desk, '.polyphon'))
})
afterAll(async () => {
  stack.child.kill('SIGKILL')
  await stack.ended
  home.remove()
  rmSync(desk, { recursive: true, force: true })
})

const bash = (script: string): Promise<Ended> => run('bash', ['-euo', 'pipefail', '-c', script], { cwd: desk })

describe('the lines that npm start prints', () => {
  it('work as they stand', async () => {
    const lines = stack
      .output()
      .split('\n')
      .filter((line) => line.startsWith('  curl '))
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      const { code, output } = await bash(line.replace('curl ', 'curl -fsS '))
      expect(code, `${line}\n${output}`).toBe(0)
    }
    const { output } = await bash(lines[1]?.replace('curl ', 'curl -fsS ') ?? '')
    expect(output).toContain('"firstName":"Jane"')
  })
})

describe('the READMEs', () => {
  const shell = readmes().flatMap((file) => blocksOf(file).filter(({ text }) => text.includes('curl ')))

  it('show how to start by curl', () => {
    expect(shell.map(({ file, language }) => `${file} ${language}`)).toEqual(['README.md sh'])
  })

  it('ask for feedback by mail with these lines, and count the answer', async () => {
    for (const { file, line, text } of shell) {
      const { code, output } = await bash(text)
      expect(code, `${file}:${line}\n${output}`).toBe(0)
      expect(output).toContain('"warnings":[]')
    }
    const [mail, ...others] = mailsTo(home.facts().mailFolder, 'joan@example.org')
    expect([mail?.subject, others]).toEqual(['Your opinion matters to us', []])
  })

  it('import people by the lines of the page on imports, with the answer that stands there', async () => {
    const { code, output } = await bash(programOf('docs/imports.md', 'sh'))
    expect(code, output).toBe(0)
    expect(JSON.parse(output.trim().split('\n').at(-1) ?? '')).toEqual(JSON.parse(programOf('docs/imports.md', 'json')))
  })

  it.each(['accounts', 'computed-traits', 'history', 'static-lists', 'test-clock'])(
    'show %s by lines that run as they stand',
    async (page) => {
      const { code, output } = await bash(programOf(`docs/${page}.md`, 'sh'))
      expect(code, output).toBe(0)
    },
  )

  it('export people by the lines of the page on that, to the last one', async () => {
    const { code, output } = await bash(programOf('docs/incremental-export.md', 'sh'))
    expect(code, output).toBe(0)
    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.at(-1)).toEqual({ nextCursor: expect.any(String), end: true })
  })

  it('follow and fetch events by the lines of the page on streams', async () => {
    // A stream goes on until Ctrl-C.
    const script = programOf('docs/streams.md', 'sh').replace(/^(curl -fsSN .*)$/m, 'timeout 5 $1 || [ $? = 124 ]')
    const { code, output } = await bash(script)
    expect(code, output).toBe(0)
    expect(output).toMatch(/^id: \S+$/m)
    expect(output).toContain('"items":[')
  })

  it('leave nothing of theirs to others on the machine', async () => {
    const { output } = await bash('stat -L -c %a .polyphon/local.env .polyphon/local.json')
    expect(output).toBe('600\n600\n')
  })
})

// Calls of every operation, with the document's own examples, the programs of the READMEs, and what the types say.
const FILES = ['examples.ts', 'client.ts', 'contracts.ts', 'streams.ts', 'typed.ts']
const SETTINGS = {
  'for Node': { module: 'nodenext', types: ['node'], exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  'for a bundler': { module: 'esnext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM'], types: ['node'] },
} as const

describe('a project of somebody else that installs what we pack', () => {
  let project: OutsideProject
  beforeAll(() => {
    project = makeOutsideProject()
    project.write('examples.ts', exampleCalls())
    project.write('client.ts', programOf('packages/client/README.md', 'ts'))
    project.write('streams.ts', programOf('docs/streams.md', 'ts'))
    project.write('typed.ts', TYPED)
    project.write('contracts.ts', programOf('packages/contracts/README.md', 'ts'))
    symlinkSync(home.env['POLYPHON_HOME'] ?? '', join(project.folder, '.polyphon'))
  })
  afterAll(() => project.remove())

  it('finds in each package all that it names', () => {
    for (const { name, dependencies = {} } of project.manifests) {
      for (const [dependency, version] of Object.entries(dependencies))
        expect(version, `${name} → ${dependency}`).toMatch(/^\d+\.\d+\.\d+$/)
      const files = readdirSync(join(project.folder, 'node_modules', name), { recursive: true, encoding: 'utf8' })
      expect(files).toEqual(expect.arrayContaining(['README.md', 'dist/index.js', 'dist/index.d.ts']))
    }
    expect(project.manifests).toHaveLength(packed.length)
  })

  for (const compiler of Object.keys(compilers) as readonly Compiler[])
    for (const [name, options] of Object.entries(SETTINGS))
      it(`compiles every call of documents and READMEs with ${compiler}, set up ${name}`, () => {
        expect(project.compile(compiler, { ...options, noEmit: true, files: FILES })).toBe('')
      }, 300_000)

  it('runs what the README of the client shows', async () => {
    const { 'for Node': options } = SETTINGS
    expect(project.compile('TypeScript 7', { ...options, outDir: 'out', files: ['client.ts', 'contracts.ts'] })).toBe(
      '',
    )
    const { code, output } = await run(process.execPath, ['out/client.js'], { cwd: project.folder })
    expect(code, output).toBe(0)
    expect(output).toContain('Anna')
    expect(output).toContain('planned')
    const { mailFolder } = home.facts()
    await eventually(() => {
      const subjects = mailsTo(mailFolder, 'anna@example.org').map(({ subject }) => subject)
      expect(subjects.toSorted()).toEqual(['Your opinion matters to us', 'Your order A-1'])
    })
  })

  it.skipIf(!process.env['POLYPHON_TEST_KAFKA_BROKERS'])(
    'reads the log as the README of contracts shows',
    async () => {
      const brokers = process.env['POLYPHON_TEST_KAFKA_BROKERS'] ?? ''
      const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING })
      const admin = kafka.admin()
      await admin.connect()
      await makeTopic(admin, { topic: feedbackGiven.topic, numPartitions: 1 })
      await admin.disconnect()
      const producer = kafka.producer()
      await producer.connect()
      const workspace = crypto.randomUUID()
      const { key, headers, value } = encodeEvent({
        id: crypto.randomUUID(),
        source: 'feedback',
        type: feedbackGiven.type,
        time: new Date().toISOString(),
        workspace,
        key: `${workspace}:${feedbackGiven.example.profileId}`,
        data: feedbackGiven.example,
      })
      await producer.send({ topic: feedbackGiven.topic, messages: [{ key, headers, value }] })
      await producer.disconnect()
      const { output } = await run(process.execPath, ['out/contracts.js'], {
        cwd: project.folder,
        env: { KAFKA_BROKERS: brokers },
        isEnough: (text) => text.includes(feedbackGiven.example.answerId),
      })
      expect(output).toContain('satisfaction')
    },
    120_000,
  )
})

describe('the facts of a start', () => {
  it('are the same for programs and for a shell', async () => {
    const facts = home.facts()
    const { output } = await bash('. .polyphon/local.env; echo "$profile $key $write_key $admin $mail"')
    expect(output.trim()).toBe(
      [facts.services.profile, facts.secretKey, facts.publishableKey, facts.adminToken, facts.mailFolder].join(' '),
    )
    expect(readFileSync(join(desk, '.polyphon/local.env'), 'utf8')).not.toContain('export')
  })
})
