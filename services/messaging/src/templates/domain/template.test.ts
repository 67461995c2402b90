import { describe, expect, it } from 'vitest'
import { isSameContent, localeFor, missingVariables } from './template.js'

const texts = { subject: 's', body: 'b' }

describe('the language of a message', () => {
  const template = { locales: { de: texts, 'de-AT': texts, 'pt-BR': texts, en: texts }, fallbackLocale: 'en' }

  it.each([
    ['de-AT', 'de-AT'],
    ['de_at', 'de-AT'],
    ['de-CH-1996', 'de'],
    ['DE', 'de'],
    ['pt', 'pt-BR'],
    ['fr', 'en'],
    [null, 'en'],
  ])('for %s is %s', (wanted, chosen) => {
    expect(localeFor(template, wanted)).toBe(chosen)
  })
})

describe('what a template needs', () => {
  it('is looked for below data, along the path', () => {
    const variables = ['a', 'order.number', 'order.größe'].map((name) => ({ name, required: true }))
    const data = { a: 0, order: { number: null, größe: 'M' } }
    expect(missingVariables(variables, data)).toEqual(['order.number'])
    expect(missingVariables([{ name: 'x', required: false }], {})).toEqual([])
    expect(missingVariables([{ name: 'constructor', required: true }], {})).toEqual(['constructor'])
  })
})

describe('two versions', () => {
  it('are the same if only the order of fields differs', () => {
    const content = { channel: 'email', locales: { de: texts, en: texts }, fallbackLocale: 'en', variables: [] }
    expect(
      isSameContent(content, { ...content, locales: { en: texts, de: { body: 'b', subject: 's', text: undefined } } }),
    ).toBe(true)
    expect(isSameContent(content, { ...content, locales: { de: texts } })).toBe(false)
  })
})
