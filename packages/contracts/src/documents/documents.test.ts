import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Parser } from '@asyncapi/parser'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { events } from '../catalogue.js'
import { generateDocuments } from './generate-documents.js'
import { eventSchemas } from './json-schema.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const documents = generateDocuments()

describe('the committed documents', () => {
  it.each(Object.keys(documents))('%s is what the definitions say now (npm run generate writes it)', (path) => {
    expect(existsSync(root + path) ? readFileSync(root + path, 'utf8') : 'missing').toBe(documents[path])
  })

  it('hold no schema of an event that is gone', () => {
    const committed = readdirSync(`${root}openapi/schemas`).map((file) => `openapi/schemas/${file}`)
    expect(committed.filter((path) => documents[path] === undefined)).toEqual([])
  })
})

describe('the JSON Schema of an event', () => {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  const schemas = eventSchemas()

  it.each(events.map((event) => [event.type, event.example] as const))(
    'of %s accepts its example, and later fields',
    (type, example) => {
      const validate = ajv.compile({ ...schemas.get(type) })
      validate({ ...Object(example), addedLater: 1 })
      expect(validate.errors ?? []).toEqual([])
      expect(validate({})).toBe(false)
    },
  )

  it('describes free objects as objects, without saying what they hold', () => {
    expect(schemas.get('profile.interaction_recorded.v1')).toMatchObject({
      properties: { properties: { type: 'object', description: 'The properties of the call, as sent.' } },
    })
  })
})

describe('the AsyncAPI document', () => {
  it('is valid, and says every event, topic and personal field', { timeout: 60_000 }, async () => {
    const { document, diagnostics } = await new Parser().parse(documents['openapi/asyncapi.json'] ?? '')
    const problems = diagnostics.filter((found) => [0, 1].includes(found.severity))
    expect(problems.map((found) => `${found.path.join('.')}: ${found.message}`)).toEqual([])
    const messages = document?.messages().all() ?? []
    expect(new Set(messages.map((message) => message.name()))).toEqual(new Set(events.map((event) => event.type)))
    const channels = document?.channels().all() ?? []
    const topics = events.flatMap((event) => event.topics)
    expect(new Set(channels.map((channel) => channel.address()))).toEqual(new Set(topics))
    const given = messages.find((message) => message.name() === 'feedback.feedback_given.v1')
    expect(given?.json('x-personal')).toEqual(['texts', 'choices'])
  })
})
