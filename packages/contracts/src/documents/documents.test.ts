import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Parser } from '@asyncapi/parser'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { events } from '../catalogue.js'
import { recordKey } from '../define-event.js'
import { keyChanged, workspaceChanged } from '../events/directory.js'
import { feedbackGiven, surveyPublished } from '../events/feedback.js'
import { topics } from '../topics.js'
import { asyncApiDocument } from './async-api.js'
import { eventTable } from './event-table.js'
import { generateDocuments } from './generate-documents.js'
import { dataSchemaOf, eventSchemas, schemaOf } from './json-schema.js'
import { keyForms, keySchema } from './key-forms.js'

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
  const committed = readFileSync(`${root}openapi/asyncapi.json`, 'utf8')
  const parse = async (text: string) => {
    const { document, diagnostics } = await new Parser().parse(text)
    const problems = diagnostics.filter((found) => [0, 1].includes(found.severity))
    expect(problems.map((found) => `${found.path.join('.')}: ${found.message}`)).toEqual([])
    if (document === undefined) throw new Error('No document was read.')
    return document
  }

  it('is valid, and says every event, topic, personal field and who reads what', { timeout: 60_000 }, async () => {
    const document = await parse(committed)
    const messages = document.messages().all()
    expect(new Set(messages.map((message) => message.name()))).toEqual(new Set(events.map((event) => event.type)))
    expect(
      new Set(
        document
          .channels()
          .all()
          .map((channel) => channel.address()),
      ),
    ).toEqual(new Set(topics.map(({ name }) => name)))
    const given = messages.find((message) => message.name() === 'feedback.feedback_given.v1')
    expect(given?.json('x-personal')).toEqual(['texts', 'choices'])
    const operations = document.operations().all()
    const people = operations.find((operation) => operation.id() === 'receive.feedback.people.profile.people')
    expect([
      people?.action(),
      people
        ?.messages()
        .all()
        .map((message) => message.name()),
    ]).toEqual(['receive', ['profile.changed.v1', 'profile.erasure_requested.v1']])
    const dead = operations.find((operation) => operation.id() === 'send.polyphon.feedback.dead')
    expect(
      dead
        ?.messages()
        .all()
        .map((message) => message.name()),
    ).toEqual(['feedback.record_refused.v1'])
  })

  it('marks a version that goes, and what to read instead', { timeout: 60_000 }, async () => {
    const deprecated = { since: '2027-03-01', successor: 'feedback.feedback_given.v2', until: '2027-09-01' }
    const going = { ...feedbackGiven, deprecated }
    const document = await parse(JSON.stringify(asyncApiDocument([], [going, surveyPublished])))
    const [message, other] = document.components().messages().all()
    expect(message?.json('x-deprecated')).toEqual(deprecated)
    expect(
      message
        ?.tags()
        .all()
        .map((tag) => tag.name()),
    ).toEqual(['deprecated'])
    expect(other?.json('x-deprecated')).toBeUndefined()
    expect(eventTable([going])).toContain(
      'Deprecated since 2027-03-01: read `feedback.feedback_given.v2`, which is published beside it until 2027-09-01.',
    )
    expect(schemaOf(going)).toMatchObject({ deprecated: true, 'x-deprecated': deprecated })
  })
})

describe('the key of a record', () => {
  const given = feedbackGiven.example
  it('has the forms that its definition makes, in this order', () => {
    expect(keyForms(feedbackGiven)).toEqual(['{workspace}:{profileId}', '{workspace}:{answerId}'])
    expect(keyForms(workspaceChanged)).toEqual(['{workspace}'])
    expect(keyForms(keyChanged)).toEqual(['{workspace}:key:{keyId}'])
  })

  it.each(events.map((event) => [event.type, event] as const))(
    'of %s is of the form that the document says',
    (_type, event) => {
      const key = recordKey(given.answerId, event.key(event.example))
      const { pattern } = keySchema(event, dataSchemaOf(event, 'draft-7'))
      expect(key).toMatch(new RegExp(String(pattern)))
      expect(`${key}\n`).not.toMatch(new RegExp(String(pattern)))
      expect(`x${key}`).not.toMatch(new RegExp(String(pattern)))
      const values: Readonly<Record<string, unknown>> = { ...Object(event.example), workspace: given.answerId }
      const filled = keyForms(event).map((form) =>
        form.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(values[name])),
      )
      expect(filled).toContain(key)
    },
  )
})
