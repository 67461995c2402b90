import { describe, expect, it } from 'vitest'
import { isUtf8Form, readForm } from './page-form.js'

describe('a form of a page', () => {
  it('has what was filled in, question by question, and nothing that was added on the way', () => {
    const form = readForm('asked=nps&asked=why&a.nps=&a.nps=9&a.why=one%0D%0Atwo&o.why=x&a.more=1&utm_source=mail')
    expect([...form]).toEqual([
      ['nps', { values: ['', '9'], other: '' }],
      ['why', { values: ['one\ntwo'], other: 'x' }],
    ])
  })

  it.each([
    ['a.why=Gr%C3%B6%C3%9Fe+100%25+%zz', true],
    ['a.why=Größe', true],
    ['a.why=Gr%F6%DFe', false],
    ['a.why=%ED%A0%80', false],
    ['a.why=%C3x%B6', false],
  ])('%j is UTF-8: %s', (text, is) => {
    expect(isUtf8Form(text)).toBe(is)
  })

  it.each([
    ['the same question', () => 'asked=nps'],
    ['another question each time', (index: number) => `asked=q${index}`],
    ['a field for each question', (index: number) => `asked=q${index % 30_000}&a.q${index}=1`],
  ])('as long as a body may be is read once: %s', (_, field) => {
    // Looked through for each of them, this would take minutes.
    const text = Array.from({ length: 60_000 }, (_each, index) => field(index)).join('&')
    expect(readForm(text).size).toBeGreaterThan(0)
  })
})
