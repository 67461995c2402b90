import { describe, expect, it } from 'vitest'
import { localeFor, missingVariables, speaksOn, textsFor } from './template.js'

const texts = { subject: 's', body: 'b' }

describe('the language of a message', () => {
  const locales = { de: texts, 'de-AT': texts, 'pt-BR': texts, en: texts }
  const template = { channels: { email: { locales }, sms: { locales: { en: texts } } }, fallbackLocale: 'en' }

  it.each([
    ['de-AT', 'de-AT'],
    ['de_at', 'de-AT'],
    ['de-CH-1996', 'de'],
    ['DE', 'de'],
    ['pt', 'pt-BR'],
    ['fr', 'en'],
    [null, 'en'],
  ])('for %s is %s', (wanted, chosen) => {
    expect(localeFor(template, 'email', wanted)).toBe(chosen)
    expect(localeFor(template, 'sms', wanted)).toBe('en')
  })

  it('has texts where the template speaks on its channel', () => {
    expect(textsFor(template, 'sms', 'en')).toBe(texts)
    expect([textsFor(template, 'sms', 'de'), textsFor(template, 'constructor', 'en')]).toEqual([null, null])
    expect([speaksOn(template, 'sms'), speaksOn(template, 'chat')]).toEqual([true, false])
  })
})

describe('what a template needs', () => {
  it('is looked for below data, along the path', () => {
    const variables = ['a', 'order.number', 'order.größe'].map((name) => ({ name, required: true }))
    const data = { a: 0, order: { number: null, größe: 'M' } }
    expect(missingVariables(variables, data)).toEqual(['order.number'])
    const odd = ['größe', '["order id"]', 'items[1].sku'].map((name) => ({ name, required: true }))
    expect(missingVariables(odd, { größe: 'XL', 'order id': '7', items: [{ sku: 1 }] })).toEqual(['items[1].sku'])
    expect(missingVariables([{ name: 'x', required: false }], {})).toEqual([])
    expect(missingVariables([{ name: 'constructor', required: true }], {})).toEqual(['constructor'])
  })
})
