import { describe, expect, it } from 'vitest'
import { chooseText } from './local-text.js'

const title = { en: 'Your delivery', de: 'Ihre Lieferung – Größe und Straße', 'pt-BR': 'Sua entrega' }

describe('the language of a text', () => {
  it('is the one that is wished for', () => {
    expect(chooseText(title, ['de'])).toEqual({ text: 'Ihre Lieferung – Größe und Straße', locale: 'de' })
  })
  it('is the general one where the region is not there', () => {
    expect(chooseText(title, ['de-AT']).locale).toBe('de')
    expect(chooseText(title, ['de_CH']).locale).toBe('de')
  })
  it('is another region’s where there is no general one', () => {
    expect(chooseText(title, ['pt']).locale).toBe('pt-BR')
    expect(chooseText(title, ['pt-PT']).locale).toBe('pt-BR')
  })
  it('follows the wishes in their order and skips those that are missing or no language', () => {
    expect(chooseText(title, [null, 'fr', 'not a tag!', 'de', 'en']).locale).toBe('de')
  })
  it('is the first one of the text as a last resort', () => {
    expect(chooseText(title, ['ja'])).toEqual({ text: 'Your delivery', locale: 'en' })
  })
  it('is not known for a text without languages', () => {
    expect(chooseText('Danke!', ['de'])).toEqual({ text: 'Danke!', locale: null })
  })
  it('is never found among what every object inherits', () => {
    expect(chooseText({ de: 'Hallo' }, ['constructor', 'tostring']).text).toBe('Hallo')
  })
})
