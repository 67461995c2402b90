import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsFor } from '../local-process.js'
import { SERVICES, startTestStack, type TestStack } from '../stack.js'

// `polyphon mcp` in a process of its own, as a program of a model starts it, and the SDK's own client.

let stack: TestStack
const clients: Client[] = []
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(async () => {
  for (const client of clients) await client.close()
  await stack?.close()
})

async function connect(key: string, ...words: string[]): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [...wordsFor('packages/cli', 'main.ts'), 'mcp', ...words],
      env: { POLYPHON_URL: SERVICES.map((name) => `${name}=${stack.url(name)}`).join(','), POLYPHON_KEY: key },
    }),
  )
  clients.push(client)
  return client
}
const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name)
const call = async (client: Client, name: string, given: Record<string, unknown>) => {
  const { content, isError } = await client.callTool({ name, arguments: given })
  const [{ text }] = content as [{ text: string }]
  return { isError: isError === true, body: text === 'Done.' ? null : JSON.parse(text) }
}

describe('without --write', () => {
  it('has what reads as tools, each with a short description and a schema by itself', async () => {
    const client = await connect(stack.workspace.secretKey)
    const { tools } = await client.listTools()
    const names = tools.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['findProfiles', 'getSurvey', 'queryMetric', 'listRuns', 'listJobs']))
    expect(new Set(names).size).toBe(names.length)
    for (const name of ['putSurvey', 'createKey', 'collectTrack', 'acceptGap', 'openInvitation'])
      expect(names).not.toContain(name)
    for (const { name, description = '', inputSchema, annotations } of tools) {
      expect(description.length, name).toBeGreaterThan(5)
      expect(description.length, name).toBeLessThan(400)
      expect(JSON.stringify(inputSchema), name).not.toContain('#/components')
      expect(annotations?.readOnlyHint, name).toBe(true)
    }
    expect(tools.find(({ name }) => name === 'listJobs')?.inputSchema.required).toContain('service')
  })

  it('answers what the service answers, and its problems as errors of the tool', async () => {
    const client = await connect(stack.workspace.secretKey, '--services', 'feedback,journey')
    await stack.workspace.call('feedback', 'PUT /v1/surveys/nps', {
      body: { title: 'A', questions: [{ id: 'a', kind: 'nps', text: 'Hm?' }] },
    })
    const survey = await call(client, 'getSurvey', { key: 'nps' })
    expect(survey).toMatchObject({ isError: false, body: { key: 'nps', version: 1 } })
    expect((await call(client, 'listSurveys', { limit: 1 })).body.items).toHaveLength(1)
    expect((await call(client, 'listJobs', { service: 'journey' })).body).toEqual({ items: [], nextCursor: null })
    const missing = await call(client, 'getSurvey', { key: 'nothing' })
    expect(missing).toMatchObject({ isError: true, body: { code: 'survey_unknown', status: 404 } })
    expect(await call(client, 'getSurvey', {})).toMatchObject({ isError: true })
    expect(await call(client, 'listJobs', {})).toMatchObject({ isError: true, body: { code: 'service_missing' } })
    const wrong = await call(client, 'listSurveys', { limit: 0 })
    expect(wrong).toMatchObject({ isError: true, body: { errors: [{ pointer: '/query/limit' }] } })
    await expect(client.callTool({ name: 'putSurvey', arguments: {} })).rejects.toThrow('There is no tool putSurvey')
  })

  it('refuses what a tool does not have: another question would be answered', async () => {
    const client = await connect(stack.workspace.secretKey, '--services', 'feedback,journey')
    const unknown = await call(client, 'listSurveys', { limt: 1 })
    expect(unknown).toMatchObject({ isError: true, body: { code: 'argument_unknown' } })
    expect(unknown.body.title).toMatch(/^listSurveys has no "limt"; there are .*limit/)
    const elsewhere = await call(client, 'listJobs', { service: 'feedbak' })
    expect(elsewhere).toMatchObject({ isError: true, body: { code: 'service_missing' } })
    for (const key of ['..', '.', ''])
      expect(await call(client, 'getSurvey', { key })).toMatchObject({ isError: true, body: { code: 'wrong_use' } })
    expect(await call(client, 'getSurvey', { key: '../keys' })).toMatchObject({ isError: true, body: { status: 400 } })
  })
})

describe('with --write', () => {
  it('changes things as far as the key may', async () => {
    const client = await connect(stack.workspace.secretKey, '--write')
    const body = { name: 'A', condition: { path: 'traits.a', op: 'eq', value: 'b' } }
    expect(await call(client, 'putSegment', { key: 'made', body })).toMatchObject({
      isError: false,
      body: { version: 1 },
    })
    const stale = await call(client, 'putSegment', { key: 'made', body: { ...body, name: 'B' }, ifMatch: '7' })
    expect(stale).toMatchObject({ isError: true, body: { code: 'version_mismatch' } })
    for (const ifMatch of [null, '', {}, true])
      expect(await call(client, 'putSegment', { key: 'made', body, ifMatch })).toMatchObject({ isError: true })
    expect(await call(client, 'putSegment', { key: 'made', body, ifMatch: 1 })).toMatchObject({ isError: false })
    // Some models write an object as text.
    const text = await call(client, 'putSegment', { key: 'text', body: JSON.stringify(body) })
    expect(text).toMatchObject({ isError: false, body: { key: 'text', name: 'A' } })
    const made = await call(client, 'createKey', { body: { kind: 'secret', scopes: ['feedback:read', 'keys:manage'] } })
    const names = await namesOf(await connect(made.body.secret, '--write'))
    expect(names).toContain('getSurvey')
    for (const name of ['putSurvey', 'findProfiles', 'queryMetric']) expect(names).not.toContain(name)
  }, 180_000)
})
