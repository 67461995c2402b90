import { QuestionKind } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { LocalText } from './local-text.js'
import { fieldsOfAllKinds, kindOf } from './registry.js'

describe('the kinds of questions', () => {
  it('stand under the names that the contracts have for them', () => {
    expect(QuestionKind.options.map((kind) => kindOf({ kind }).type)).toEqual(QuestionKind.options)
  })
  it('mean the same by a field of the same name', () => {
    const all: Readonly<Record<string, unknown>> = formsOf(fieldsOfAllKinds(LocalText))
    for (const kind of QuestionKind.options)
      expect(all, kind).toMatchObject(formsOf(kindOf({ kind }).fields(LocalText)))
  })
})

const formsOf = (fields: z.ZodRawShape): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, form]) => [name, z.toJSONSchema(z.object({ [name]: form }))]))
