import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { segmentEntered } from '@polyphon/contracts'
import { eventually, startTestService, type TestService } from '@polyphon/testkit'
import { freePort } from '@polyphon/toolchain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { append } from '../src/events/outbox.js'
import { notesService } from './notes-service.js'

const page = readFileSync(join(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8')
const [, program = ''] = /^```js\n([\s\S]*?)^```/m.exec(page) ?? []
const [, body = ''] = /-d '(\{.*\})'/.exec(page) ?? []
// Beside the packages that it imports.
const folder = join(import.meta.dirname, '../node_modules/.page-of-webhooks')

let t: TestService<object, unknown>
let receiver: ChildProcess | undefined

beforeAll(async () => {
  t = await startTestService(notesService)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'receiver.mjs'), program)
})
afterAll(async () => {
  receiver?.kill()
  rmSync(folder, { recursive: true })
  await t.close()
})

it('the receiver of the page takes what the webhook of the page posts, and nothing that is not signed', async () => {
  const port = await freePort()
  const wish = JSON.parse(body.replace('4000', String(port)))
  const { body: made, status } = await t.call('PUT /v1/webhooks/crm', { body: wish })
  expect(status).toBe(201)
  let output = ''
  receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
    env: { ...process.env, WEBHOOK_SECRET: made.secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  receiver.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  await eventually(async () =>
    expect((await t.call('POST /v1/webhooks/crm/test')).body).toMatchObject({ delivered: true }),
  )
  await t.deps.db.transact(t.workspace.id, async (tx) => append(tx, segmentEntered, segmentEntered.example))
  await eventually(() => expect(output).toContain(`${segmentEntered.type} { profileId:`))
  const unsigned = await fetch(wish.url, { method: 'POST', body: '{}' })
  expect(unsigned.status).toBe(400)
})
