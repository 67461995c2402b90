import { expect, it } from 'vitest'
import { z } from 'zod'
import { collectSchemas } from './openapi-schemas.js'

const written = (schema: z.ZodType) => {
  const schemas = collectSchemas()
  const json = schemas.convert(schema, 'input', 'test')
  return { json, all: schemas.all() }
}

it('says that one of several holds only where nothing fits two of them', () => {
  expect(written(z.union([z.string(), z.number(), z.null()])).json).toMatchObject({ oneOf: [{}, {}, {}] })
  expect(written(z.union([z.int(), z.number()])).json).toMatchObject({ anyOf: [{}, {}] })
  expect(written(z.union([z.string().max(3), z.string().min(2)])).json).toMatchObject({ anyOf: [{}, {}] })
  const [left, right] = [{ a: z.string() }, { b: z.string() }]
  expect(written(z.union([z.strictObject(left), z.strictObject(right)])).json).toMatchObject({ oneOf: [{}, {}] })
  expect(written(z.union([z.looseObject(left), z.looseObject(right)])).json).toMatchObject({ anyOf: [{}, {}] })
  const maybe = z.strictObject({ a: z.string().optional() })
  expect(written(z.union([maybe, z.strictObject({ a: z.string(), b: z.string().optional() })])).json).toMatchObject({
    anyOf: [{}, {}],
  })
})

it('leaves what may be null in the form that is known everywhere', () => {
  expect(written(z.string().max(3).nullable()).json).toMatchObject({ anyOf: [{}, { type: 'null' }] })
})

it('makes one choice of choices among choices', () => {
  const scalar = z.union([z.string(), z.number()])
  const { json } = written(z.union([scalar, z.array(scalar)]))
  expect(json).toMatchObject({ oneOf: [{ type: 'string' }, { type: 'number' }, { items: { oneOf: [{}, {}] } }] })
})

it('names the field by which named schemas are told apart', () => {
  const [cat, dog] = ['cat', 'dog'].map((type) => z.strictObject({ type: z.literal(type) }).meta({ id: `A_${type}` }))
  if (cat === undefined || dog === undefined) throw new Error('There are two.')
  expect(written(z.discriminatedUnion('type', [cat, dog])).json).toEqual({
    oneOf: [{ $ref: '#/components/schemas/A_cat@sent' }, { $ref: '#/components/schemas/A_dog@sent' }],
    discriminator: {
      propertyName: 'type',
      mapping: { cat: '#/components/schemas/A_cat@sent', dog: '#/components/schemas/A_dog@sent' },
    },
  })
})

it('says a default in words that is a list or an object', () => {
  const { json } = written(z.object({ a: z.array(z.string()).default(['x']).describe('Some'), b: z.int().default(1) }))
  expect(json).toMatchObject({ properties: { a: { description: 'Some. Without it: `["x"]`' }, b: { default: 1 } } })
  expect(JSON.stringify(json)).not.toContain('"default":[')
})
