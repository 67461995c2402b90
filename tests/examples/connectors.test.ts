import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { blocksOf, root } from '../outside/blocks.js'

const page = 'examples/connectors/README.md'
const folder = mkdtempSync(join(tmpdir(), 'polyphon-connectors-'))
const commands = blocksOf(page).filter(({ language, text }) => language === 'sh' && text.includes('--import tsx'))

it('has a command for each connector', () => {
  expect(commands.map(({ text }) => /connectors\/\w+\.ts/.exec(text)?.[0])).toEqual([
    'connectors/shopify.ts',
    'connectors/hubspot.ts',
  ])
})

it.each(commands)(
  'starts a connector by the command of line $line',
  async ({ text }) => {
    // What `npm start` writes, and ports and files of our own.
    const script = text
      .replace(
        /^\. \.polyphon\/local\.env.*$/m,
        'profile=http://127.0.0.1:9 messaging=http://127.0.0.1:9 key=sk_test_none',
      )
      .replace(/PORT=\d+/, 'PORT=0')
      .replace(/STATE_FILE=\S+/, `STATE_FILE=${folder}/state.jsonl`)
    const env = { ...process.env, NODE_OPTIONS: '--conditions=@polyphon/source' }
    const child = spawn('bash', ['-euc', script], { cwd: root, env, detached: true })
    let output = ''
    try {
      const started = new Promise<string>((resolve, reject) => {
        const read = (chunk: Buffer): void => {
          output += chunk.toString()
          if (output.includes('Listening: ')) resolve(output)
        }
        child.stdout.on('data', read)
        child.stderr.on('data', read)
        child.on('close', (code) => reject(new Error(`It ended (${code}): ${output}`)))
      })
      expect(await started).toMatch(/"port":\d+/)
    } finally {
      // The shell and what it has started.
      process.kill(-(child.pid ?? 0), 'SIGKILL')
    }
  },
  60_000,
)

it('names each setting that the programs read', () => {
  const text = readFileSync(join(root, page), 'utf8')
  for (const { text: command } of commands) {
    const file = /examples\/connectors\/\w+\.ts/.exec(command)?.[0] ?? ''
    const source = readFileSync(join(root, file), 'utf8')
    const settings = [...source.matchAll(/(?:required\(|env\[)'(\w+)'/g)].map(([, name]) => name)
    expect(settings.length).toBeGreaterThan(4)
    expect(settings.filter((name) => !text.includes(`${name}`))).toEqual([])
    const needed = [...source.matchAll(/required\('(\w+)'/g)].map(([, name]) => name)
    expect(needed.filter((name) => !command.includes(`${name}=`))).toEqual([])
  }
})

afterAll(() => rmSync(folder, { recursive: true }))
