import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { blocksOf } from './outside/blocks.js'
import { startTestStack, type TestStack } from './stack.js'

// docs/integrators.md as it stands.

const folder = mkdtempSync(join(tmpdir(), 'polyphon-integrators-'))
const blocks = blocksOf('docs/integrators.md').filter(({ language }) => language === 'sh')
let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(async () => {
  await stack?.close()
  rmSync(folder, { recursive: true })
})

/** Runs a block where nothing else lies; `npm start` writes the addresses and the key. */
async function run(text: string): Promise<string> {
  const script = text.replace('. .polyphon/local.env', '')
  const env = { ...process.env, profile: stack.url('profile'), key: stack.workspace.secretKey }
  // Not by spawnSync: the stack that it calls is in this process.
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder, env })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  expect(code, output).toBe(0)
  return output
}

it('takes what is sent, and says what became of it', async () => {
  const [send = { text: '' }] = blocks
  for (const _ of [1, 2]) {
    const output = await run(send.text)
    expect(output).toContain('{"success":true}')
    expect(output).toContain('"accepted":true')
  }
  const { body } = await stack.workspace.call('profile', 'GET /v1/profiles?identifier=user_id:anke')
  const { body: timeline } = await stack.workspace.call(
    'profile',
    `GET /v1/profiles/${body.items[0].id}/timeline?kind=interaction`,
  )
  expect(timeline.items.length).toBe(2)
})

it('gives a copy that goes on where it has stopped', async () => {
  const [, copy = { text: '' }] = blocks
  const ids = (): readonly string[] =>
    readFileSync(join(folder, 'people.ndjson'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line).traits.firstName)
  await eventually(async () => {
    await run(copy.text)
    expect(ids()).toEqual(['Anke'])
  })
  await stack.workspace.call('profile', 'PUT /v1/profiles/by/user_id/bodo', { body: { traits: { firstName: 'Bodo' } } })
  await eventually(async () => {
    await run(copy.text)
    expect(ids()).toEqual(['Anke', 'Bodo'])
  })
})

it('has two blocks and at most two pages', () => {
  expect(blocks.length).toBe(2)
  expect(readFileSync('docs/integrators.md', 'utf8').split('\n').length).toBeLessThan(90)
})
