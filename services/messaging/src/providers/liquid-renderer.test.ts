import { afterAll, describe, expect, it } from 'vitest'
import { openLiquidRenderer } from './liquid-renderer.js'

const renderer = openLiquidRenderer()
afterAll(() => renderer.close())

const scope = {
  person: { traits: { firstName: 'Änne <b>' }, identifiers: { email: 'a@b.de' } },
  data: { list: [1, 2], html: '<i>' },
}
async function html(source: string): Promise<string> {
  const result = await renderer.render({ subject: '', html: source, text: null }, scope)
  return result.ok ? String(result.texts.html) : result.fault.code
}

describe('a template of a user', () => {
  it('sees the person and the data, escaped in HTML and as they are in text', async () => {
    expect(await html('{{ person.traits.firstName }} {{ data.html }}')).toBe('Änne &lt;b&gt; &lt;i&gt;')
    const result = await renderer.render({ subject: '{{ data.html }}', html: null, text: '{{ data.html }}' }, scope)
    expect(result).toEqual({ ok: true, texts: { subject: '<i>', html: null, text: '<i>' } })
  })

  it('must not miss anything, unless it says what to show instead', async () => {
    expect(await html('{{ person.traits.title }}')).toBe('variable_missing')
    expect(await html('{{ person.traits.title | default: "-" }}')).toBe('-')
    expect(await html('{% if person.traits.title %}a{% else %}b{% endif %}')).toBe('b')
  })

  it('reaches no file, no prototype and no unescaped output', async () => {
    for (const source of [
      '{% include "package.json" %}',
      "{% render './package.json' %}",
      '{% layout "package.json" %}',
      '{% block a %}{% endblock %}',
      '{{ data.html | raw }}',
      '{{ data.html | unknown }}',
      '{{ data.html',
    ])
      expect(await html(source), source).toBe('template_invalid')
    for (const source of [
      '{{ person.constructor }}',
      '{{ person.constructor.constructor }}',
      '{{ person.__proto__ }}',
      '{{ data.list.constructor }}',
      '{{ process }}',
      '{{ data.html.constructor.name }}',
    ])
      expect(await html(source), source).toBe('variable_missing')
  })

  it('is stopped when it costs too much, and harms nobody else', async () => {
    const bombs = [
      '{% for i in (1..100000000) %}a{% endfor %}',
      '{% for i in (1..3000) %}{% for j in (1..3000) %}{% endfor %}{% endfor %}',
      '{% assign a = "xxxxxxxxxx" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
      '{% assign a = "xxxxxxxxxxxxxxxxxxxx" %}{% for i in (1..60) %}{% assign a = a | replace: "x", a %}{% endfor %}',
    ]
    for (const bomb of bombs) expect(await html(bomb), bomb).toBe('template_too_costly')
    expect(await html('{{ "x" | upcase }}')).toBe('X')
  })

  it('ends with its thread when it does not come back', async () => {
    const hasty = openLiquidRenderer({ killAfterMs: 1 })
    const run = (source: string) => hasty.render({ subject: source, html: null, text: null }, { person: {}, data: {} })
    await run('warm')
    const long = await run('{% for i in (1..2000) %}{% for j in (1..2000) %}{% endfor %}{% endfor %}')
    expect(long).toMatchObject({ ok: false, fault: { code: 'template_too_costly' } })
    expect(await run('noch da')).toMatchObject({ ok: true, texts: { subject: 'noch da' } })
    await hasty.close()
  })
})
