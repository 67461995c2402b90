import { afterAll, describe, expect, it } from 'vitest'
import { type Speech, speechTo, TO_NOBODY } from '../domain/speech.js'
import { openLiquidRenderer } from './liquid-renderer.js'

const renderer = openLiquidRenderer({ workers: 2, killAfterMs: 120_000 })
afterAll(() => renderer.close())

const data = {
  name: "O'Brien & Söhne <b>",
  half: '1 &lt; 2 & 3 &eacute;',
  lines: 'first\nsecond <i>',
  nothing: null,
  blank: '',
  object: { a: 1 },
  tags: ['red', 'blue'],
  holes: ['red', null],
  items: [{ name: 'A', price: null }],
  total: { amount: '1234.50', currency: 'EUR' },
  yen: { amount: '1200', currency: 'JPY' },
  exact: { amount: '12345678901234567890.125', currency: 'EUR' },
  noMoney: { amount: 'much', currency: 'EUR' },
  at: '2026-03-05T23:30:00.000Z',
  seconds: 1_772_753_400,
  day: '2026-03-05',
  month: '2026-03',
  wall: '2026-03-05T10:15:00',
  words: 'March 5, 2026 10:15',
  bad: 'soon',
}

interface Given {
  readonly form?: 'html' | 'text'
  readonly speaks?: Speech
}

async function shown(source: string, { form = 'html', speaks = TO_NOBODY }: Given = {}): Promise<string> {
  const sources = { subject: null, html: null, text: null, [form]: source }
  const given = form === 'html' ? { ...sources, subject: 'x' } : sources
  const scope = { person: { traits: {} }, data }
  const result = await renderer.render({ workspaceId: 'w', urgency: 'usual', sources: given, scope, speaks })
  if (!result.ok) return `${result.fault.code} ${result.fault.variable ?? result.fault.detail}`
  const { content } = result
  return content === null ? '' : form === 'html' && 'html' in content ? content.html : content.text
}

describe('what has nothing to show', () => {
  it.each([
    ['{{ data.missing }}', 'data.missing'],
    ['{{ data.nothing }}', 'data.nothing'],
    ['{{ data.nothing | upcase }}', 'data.nothing'],
    ['{{ "Ms " | append: data.nothing }}', 'data.nothing'],
    ['{{ data.nothing.deep }}', 'data.nothing.deep'],
    ['{{ data["no name"] }}', 'data.no name'],
    ['{{ data.object }}', 'data.object'],
    ['{{ data.object | upcase }}', 'data.object'],
    ['{{ "x" | append: data.object }}', '"x"'],
    ['{{ data.holes }}', 'data.holes'],
    ['{{ data.items | join }}', 'data.items'],
    ['{% echo data.nothing %}', 'data.nothing'],
    ['{% cycle data.nothing, "b" %}', 'data.nothing'],
    ['{% assign v = data.missing %}{{ v }}', 'v'],
    ['{% for i in data.items %}{{ i.name }} {{ i.price }}{% endfor %}', 'i.price'],
    ['{% for i in data.missing %}x{% endfor %}', 'data.missing'],
    ['{{ data.missing | default: data.nothing }}', 'data.missing'],
    ['{{ data.noMoney }}', 'data.noMoney'],
  ])('%s is a gap, by its name', async (source, name) => {
    expect(await shown(source)).toBe(`variable_missing ${name}`)
    expect(await shown(source, { form: 'text' })).toBe(`variable_missing ${name}`)
  })

  it.each([
    ['{{ data.missing | upcase | default: "B" }}', 'B'],
    ['{{ data.nothing | size | plus: 1 | default: "B" }}', 'B'],
    ['{{ data.missing | default: data.nothing | default: data.other | default: "B" }}', 'B'],
    ['{{ data.blank | upcase | default: "B" }}', 'B'],
    ['{{ data.name | default: "B" | size }}', '19'],
    ['{% assign v = data.nothing | default: "B" %}{{ v }}', 'B'],
    ['{% assign n = data.missing | size %}{% if n > 0 %}A{% else %}B{% endif %}', 'B'],
    ['{% for i in data.missing %}A{% else %}B{% endfor %}', 'B'],
    ['{% for i in data.nothing %}A{% else %}B{% endfor %}.', 'B.'],
    ['{% for i in data.tags %}{{ i }}{% else %}B{% endfor %}', 'redblue'],
    ['{% if data.nothing == nil %}B{% endif %}', 'B'],
    ['[{{ data.blank }}]', '[]'],
    ['{{ data.tags }}', 'redblue'],
    ['{{ data.object | json }}', '{&#34;a&#34;:1}'],
  ])('%s says what to show instead', async (source, text) => expect(await shown(source)).toBe(text))
})

describe('what is shown in HTML', () => {
  const NAME = 'O&#39;Brien &amp; Söhne &lt;b&gt;'
  it.each([
    ['{{ data.name }}', NAME],
    ['{{ data.name | escape }}', NAME],
    ['{{ data.name | xml_escape }}', NAME],
    ['{{ data.name | escape | escape | escape_once }}', NAME],
    ['{% assign n = data.name | escape %}{% capture c %}<i>{{ n }}</i>{% endcapture %}{{ c }}', `<i>${NAME}</i>`],
    ['{{ data.half | escape_once }}', '1 &lt; 2 &amp; 3 é'],
    ['{{ data.lines | newline_to_br }}', 'first<br />\nsecond &lt;i&gt;'],
    ['{{ data.lines | escape | newline_to_br }}', 'first<br />\nsecond &lt;i&gt;'],
    ['{% assign l = data.lines | newline_to_br | split: "<br />" %}{{ l | size }}', '2'],
    ['{% capture c %}<b>{% endcapture %}{{ c.size }}{{ c | size }}{% if c == "<b>" %}y{% endif %}', '33y'],
    ['{% capture c %}<b>{% endcapture %}{{ c | escape }}', '&lt;b&gt;'],
    ['{% capture c %}<b>{% endcapture %}{{ c | upcase }}', '&lt;B&gt;'],
    ['{% capture c %}x{% endcapture %}{{ c.constructor }}', 'variable_missing c.constructor'],
  ])('%s is escaped exactly once', async (source, html) => expect(await shown(source)).toBe(html))

  it('is in text what was written', async () => {
    const text = (source: string) => shown(source, { form: 'text' })
    expect(await text('{{ data.name | escape }}')).toBe(data.name)
    expect(await text('{{ data.lines | newline_to_br }}')).toBe(data.lines)
    expect(await text('{{ data.half | escape_once }}')).toBe('1 < 2 & 3 é')
  })
})

describe('money', () => {
  const german = { locale: 'de', timeZone: 'UTC' }
  it.each([
    ['{{ data.total }}', german, '1.234,50\u00a0€'],
    ['{{ data.total }}', { locale: 'de-AT', timeZone: 'UTC' }, '€\u00a01.234,50'],
    ['{{ data.total }}', TO_NOBODY, '€1,234.50'],
    ['{{ "Sum: " | append: data.total }}', german, 'Sum: 1.234,50\u00a0€'],
    ['{{ data.yen }}', TO_NOBODY, '¥1,200'],
    ['{{ data.exact }}', german, '12.345.678.901.234.567.890,125\u00a0€'],
    ['{{ data.total.amount }}', german, '1234.50'],
  ])('%s is written as %j writes it', async (source, speaks, text) => {
    expect(await shown(source, { form: 'text', speaks })).toBe(text)
  })
})

describe('a date', () => {
  const speaks = { locale: 'de', timeZone: 'America/New_York' }
  it.each([
    ['{{ data.at | date: "%d. %B %Y %H:%M" }}', '05. März 2026 18:30'],
    ['{{ data.at | date: "%A, %a %b" }}', 'Donnerstag, Do Mär'],
    ['{{ data.seconds | date: "%H:%M %z" }}', '18:30 -0500'],
    ['{{ data.at | date: "%H:%M", "Europe/Berlin" }}', '00:30'],
    ['{{ "2026-07-05T23:30:00+02:00" | date: "%H:%M" }}', '17:30'],
    ['{{ "2026-03-05 23:30 GMT" | date: "%H:%M" }}', '18:30'],
    ['{{ data.day | date: "%d.%m.%Y" }}', '05.03.2026'],
    ['{{ data.day | date: "%d.%m.%Y", "America/New_York" }}', '05.03.2026'],
    ['{{ data.month | date: "%B %Y" }}', 'März 2026'],
    ['{{ data.wall | date: "%d. %H:%M" }}', '05. 10:15'],
    ['{{ data.words | date: "%d. %H:%M" }}', '05. 10:15'],
    ['{{ data.bad | date: "%d.%m.%Y" }}', 'soon'],
    ['{{ data.at | date_to_long_string }}', '05 März 2026'],
    ['{{ data.at | date: "%x um %X %%x" }}', '05.03.2026 um 18:30:00 %x'],
    ['{{ data.at | date }}', '05.03.2026, 18:30:00'],
    ['{{ data.at | date_to_rfc822 }}', 'Thu, 05 Mar 2026 18:30:00 -0500'],
  ])('%s is that of the person: %s', async (source, text) => {
    expect(await shown(source, { form: 'text', speaks })).toBe(text)
  })

  it('speaks the language of the text, as the person speaks it', () => {
    const person = { locale: 'de-AT', timeZone: 'Europe/Vienna' }
    const zone = 'Europe/Berlin'
    expect(speechTo(person, { locale: 'de', timeZone: zone })).toEqual({ locale: 'de-AT', timeZone: 'Europe/Vienna' })
    expect(speechTo(person, { locale: 'en', timeZone: zone }).locale).toBe('en')
    expect(speechTo({ locale: 'nb' }, { locale: 'nn', timeZone: zone }).locale).toBe('nn')
    expect(speechTo({}, { locale: 'sr-Latn', timeZone: zone })).toEqual({ locale: 'sr-Latn', timeZone: zone })
    expect(speechTo({ timeZone: 'Nowhere', locale: 7 }, { locale: 'en', timeZone: null })).toEqual(TO_NOBODY)
    expect(speechTo({ locale: 'sr' }, { locale: 'sr-Latn', timeZone: zone }).locale).toBe('sr-Latn')
  })
})
