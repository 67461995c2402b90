import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installationOf } from '@polyphon/toolchain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandsOf, together } from './documented-commands.js'

// What a page tells somebody to type does its own set-up: here on a clone in which nobody has installed anything.

const root = join(import.meta.dirname, '..')
const missing = (['Kafka', 'Redis'] as const).filter((name) => installationOf(name)?.startsWith('apt-get') === true)

function git(...words: readonly string[]): readonly string[] {
  const { stdout } = spawnSync('git', ['-C', root, ...words], { encoding: 'utf8' })
  return stdout.split('\0').filter((line) => line !== '')
}

const pages = git('ls-files', '-z', '*.md').filter((page) => existsSync(join(root, page)))
const commands = together(pages.flatMap((page) => commandsOf(readFileSync(join(root, page), 'utf8'))))

let clone: string
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'polyphon-clone-'))
  // What is committed, and what is changed and not committed yet.
  for (const file of git('ls-files', '-z', '--cached', '--others', '--exclude-standard')) {
    if (existsSync(join(root, file))) cpSync(join(root, file), join(clone, file))
  }
})
afterAll(() => rmSync(clone, { recursive: true, force: true }))

interface Ended {
  readonly status: number | null
  readonly output: string
}

function run(words: readonly string[]): Ended {
  const [command = '', ...others] = words
  const { status, stdout, stderr } = spawnSync(command, others, { cwd: clone, encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}

describe('the commands of a page', () => {
  it('are found in blocks and sentences, with what they are given', () => {
    const page =
      'Say `npm run faults -- --only 4b` or `npm start`.\n\n```sh\nKAFKA_NODES=3 infra/k.sh start  # a cluster\n' +
      'mkdir -p x && npm run -s infra > x/y\nnode a/prepare.mjs && npx tsx --conditions=c t/record.ts NAME\ncurl x\n```\n'
    expect(commandsOf(page)).toEqual([
      { words: ['infra/k.sh'], options: [] },
      { words: ['npm', 'run', 'infra'], options: [] },
      { words: ['node', 'a/prepare.mjs'], options: [] },
      { words: ['npx', 'tsx', '--conditions=c', 't/record.ts'], options: [] },
      { words: ['npm', 'run', 'faults'], options: ['--only'] },
      { words: ['npm', 'start'], options: [] },
    ])
  })
})

describe('a documented command on a fresh clone', () => {
  it.skipIf(missing.length > 0)('prepares what the containers need', { timeout: 600_000 }, () => {
    const { status, output } = run(['infra/containers/run.sh', '--prepare'])
    expect(status, output).toBe(0)
    expect(existsSync(join(clone, 'infra/kafka-native/target/kafka-libs'))).toBe(true)
  })
  it('are more than a few', () => {
    expect(commands.length).toBeGreaterThan(14)
  })
  it.each(commands.map((command) => [command.words.join(' '), command] as const))(
    '%s sets itself up and says how it is used',
    { timeout: 600_000 },
    (text, { words, options }) => {
      // It is the set-up itself, and takes no words.
      if (text.endsWith('prepare.mjs')) return expect(run(words)).toEqual({ status: 0, output: expect.any(String) })
      const { status, output } = run([...words, ...(words[0] === 'npm' ? ['--'] : []), '--help'])
      expect(status, output).toBe(0)
      expect(output).toMatch(/usage/i)
      for (const option of options) expect(output).toContain(option)
    },
  )
  it('refuses words that it does not know', () => {
    for (const name of ['start', 'check', 'demo', 'infra', 'faults', 'bench', 'leak', 'generate', 'sbom']) {
      const { status, output } = run(['npm', 'run', name, '--', '--no-such-word'])
      expect(status, output).toBe(2)
      expect(output).toContain('Usage: npm ')
    }
  })
})
