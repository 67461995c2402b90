import { describe, expect, it } from 'vitest'
import { ANY_PROPERTY } from './dimension.js'
import { decideQuestion, type QuestionText } from './question.js'

const clock = { timeZone: 'Europe/Berlin', weekStart: 1 }
const known = ['survey', 'channel', ANY_PROPERTY]
const faultsOf = (text: QuestionText): readonly string[] => {
  const decision = decideQuestion(text, known, clock)
  return decision.outcome === 'refused' ? decision.faults.map(({ pointer, code }) => `${pointer} ${code}`) : []
}

describe('a question', () => {
  it('names fields and properties, which may hold dots, blanks and umlauts', () => {
    const decision = decideQuestion({ by: 'survey, property.order.Größe , property.my shop' }, known, clock)
    expect(decision).toMatchObject({
      outcome: 'understood',
      question: {
        by: [
          { name: 'survey', property: null },
          { name: 'property.order.Größe', property: 'order.Größe' },
          { name: 'property.my shop', property: 'my shop' },
        ],
      },
    })
  })

  it('names properties in quotes as conditions do, whatever their names hold', () => {
    const names = [
      'utm:source',
      'size, colour',
      ' lead',
      'trail ',
      'say "hi"',
      "it's",
      '[0]',
      '<name>',
      '😀',
      'a.b',
      'x]:y',
    ]
    const quoted = names.map((name) => `property[${JSON.stringify(name)}]`)
    for (const [index, name] of names.entries()) {
      const written = quoted[index] ?? ''
      expect(
        decideQuestion({ by: `survey, ${written} ,channel`, where: [`${written}:a:b`] }, known, clock),
      ).toMatchObject({
        question: {
          by: [{ name: 'survey' }, { name: written, property: name }, { name: 'channel' }],
          where: [{ dimension: { property: name }, values: ['a:b'] }],
        },
      })
    }
    expect(decideQuestion({ by: `property['first name']` }, known, clock)).toMatchObject({
      question: { by: [{ property: 'first name' }] },
    })
  })

  it('takes two spellings of one property for the same', () => {
    expect(faultsOf({ by: 'property.late,property["late"]' })).toEqual(['/query/by dimension_repeated'])
    expect(decideQuestion({ where: ['property.late:a', `property['late']:b`] }, known, clock)).toMatchObject({
      question: { where: [{ values: ['a', 'b'] }] },
    })
  })

  it.each([
    'property[',
    'property["a',
    'property["a"]x',
    'property["a"].b',
    'property[*]',
    'property[""]',
    'property["a\\x"]',
  ])('refuses %s, which names no property', (name) => {
    expect(faultsOf({ by: name })).toEqual(['/query/by dimension_unknown'])
    expect(faultsOf({ where: [`${name}:x`] })).toEqual(['/query/where dimension_unknown'])
  })

  it('joins the filters of one dimension and keeps colons in values', () => {
    const where = ['channel:web', 'property.url:https://example.org', 'channel:']
    expect(decideQuestion({ where }, known, clock)).toMatchObject({
      question: {
        where: [
          { dimension: { name: 'channel' }, values: ['web', ''] },
          { dimension: { property: 'url' }, values: ['https://example.org'] },
        ],
      },
    })
  })

  it('finds values however they are spelled, as facts have one form of them', () => {
    const dimensions = ['channel', 'locale', 'topic', 'class', 'template', ANY_PROPERTY]
    const where = [
      'channel:E-Mail',
      'channel:Signal',
      'channel:',
      'locale:de_DE',
      'locale:?',
      'topic:Newsletter ',
      'class:Marketing',
      'template:Welcome',
      'property.channel:Email',
    ]
    const decision = decideQuestion({ where }, dimensions, clock)
    const { where: filters } = decision.outcome === 'understood' ? decision.question : { where: [] }
    expect(Object.fromEntries(filters.map(({ dimension, values }) => [dimension.name, values]))).toEqual({
      channel: ['E-Mail', 'email', 'Signal', ''],
      locale: ['de_DE', 'de-DE', '?'],
      topic: ['Newsletter ', 'newsletter'],
      class: ['Marketing', 'marketing'],
      template: ['Welcome'],
      'property.channel': ['Email'],
    })
  })

  it('takes an umlaut in two parts for the letter', () => {
    expect(decideQuestion({ by: 'property.Größe'.normalize('NFD') }, known, clock)).toMatchObject({
      question: { by: [{ property: 'Größe'.normalize('NFC') }] },
    })
  })

  it('gets everything that is wrong with it at once', () => {
    const at = new Date('2026-03-01T00:00:00Z')
    expect(faultsOf({ from: at, to: at, by: 'survey,colour,survey', where: ['x', 'topic:a', 'channel:web'] })).toEqual([
      '/query/to period_empty',
      '/query/by dimension_repeated',
      '/query/by dimension_unknown',
      '/query/where filter_malformed',
      '/query/where dimension_unknown',
    ])
  })

  it('does not take what every object inherits for a dimension', () => {
    expect(faultsOf({ by: 'constructor' })).toEqual(['/query/by dimension_unknown'])
  })
})
