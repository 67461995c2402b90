import { afterAll, describe, expect, it } from 'vitest'
import type { Content, Sources } from '../../channels/domain/channel-kind.js'
import type { RenderJob, RenderScope } from '../domain/rendering.js'
import { TO_NOBODY } from '../domain/speech.js'
import { openLiquidRenderer } from './liquid-renderer.js'

const renderer = openLiquidRenderer({ workers: 2, killAfterMs: 120_000 })
afterAll(() => renderer.close())

const scope = {
  person: { traits: { firstName: 'Änne <b>' }, identifiers: { email: 'a@b.de' } },
  data: { list: [1, 2], html: '<i>' },
}
const job = (sources: Partial<Sources>, given: RenderScope | null = scope): RenderJob => ({
  workspaceId: 'w',
  urgency: 'usual',
  sources: { subject: '', html: null, text: null, ...sources },
  scope: given,
  speaks: TO_NOBODY,
})
const htmlOf = (content: Content | null): string => (content !== null && 'html' in content ? content.html : '')
async function html(source: string, data: Readonly<Record<string, unknown>> = scope.data): Promise<string> {
  const result = await renderer.render(job({ html: source }, { ...scope, data }))
  return result.ok ? htmlOf(result.content) : result.fault.code
}
async function text(source: string): Promise<string> {
  const result = await renderer.render(job({ html: source }))
  return result.ok ? String(result.content?.text) : result.fault.code
}

// A thread that answers or never does, as the job says, however busy the machine is.
const ENDLESS = `
  import { parentPort } from 'node:worker_threads'
  parentPort.on('message', ({ sources: { subject } }) => {
    while (subject === 'endless') {}
    parentPort.postMessage({ ok: true, content: { subject, html: '', text: '' } })
  })`

describe('a template of a user', () => {
  it('sees the person and the data, escaped in HTML and as they are in text', async () => {
    expect(await html('{{ person.traits.firstName }} {{ data.html }}')).toBe('Änne &lt;b&gt; &lt;i&gt;')
    expect(await renderer.render(job({ subject: '{{ data.html }}', text: '{{ data.html }}' }))).toEqual({
      ok: true,
      content: { subject: '<i>', html: '<p>&lt;i&gt;</p>', text: '<i>' },
    })
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

  it('may cost so much work, however fast the machine is', async () => {
    const data = {
      text: 'x'.repeat(1_000_000),
      list: Array.from({ length: 5_000 }, (_, index) => ({ name: `Item ${index}`, price: index })),
      members: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, index])),
    }
    const loop = (body: string): string => `{% for i in (1..90000) %}${body}{% endfor %}`
    const bombs = [
      loop('{% if data.text contains "yy" %}{% endif %}'),
      loop('{% case data.text %}{% when "yy" %}{% endcase %}'),
      loop('{% if data.members.size == 1 %}{% endif %}'),
      loop('{% for x in data.members %}{% break %}{% endfor %}'),
      loop('{{ data.text | replace: "x", "" }}'),
      loop('{% assign q = data.list | where_exp: "x", "x.price > 5000" %}'),
      loop('{% assign q = data.list | sort: "price" %}'),
      loop('{% assign q = data.list | map: "name" | join: "" %}'),
      loop('{{ "now" | date: "%A %B" }}'),
      loop(`{% cycle ${'1,'.repeat(9_000)} 1 %}`),
      loop('{% if data.missing %}{% endif %}'),
      '{% capture a %}xxxxxxxxxx{% endcapture %}{% for i in (1..60) %}{% capture a %}{{a}}{{a}}{% endcapture %}{% endfor %}',
      `${'{% if true %}'.repeat(150)}x${'{% endif %}'.repeat(150)}`,
      '{{ data.text }}{{ data.text }}',
      '{{ data.text }}'.repeat(400),
    ]
    for (const bomb of bombs) expect(await html(bomb, data), bomb.slice(0, 90)).toBe('template_too_costly')
    const order =
      '{% for i in data.list %}<tr><td>{{ i.name }}</td><td>{{ i.price | times: 1.19 | round: 2 }}</td></tr>{% endfor %}'
    expect((await html(order, data)).length).toBeGreaterThan(200_000)
  }, 180_000)

  it('says the same after its thread did not come back, which is no fault of the content', async () => {
    const lost: string[] = []
    const worker = new URL(`data:text/javascript,${encodeURIComponent(ENDLESS)}`)
    const onFailure = (detail: string): void => void lost.push(detail)
    const hasty = openLiquidRenderer({ workers: 1, killAfterMs: 40, onFailure: onFailure, worker })
    const run = (source: string) => hasty.render(job({ subject: source }, { person: {}, data: {} }))
    await run('warm')
    const long = await run('endless')
    expect(long).toMatchObject({ ok: false, fault: { code: 'renderer_unavailable' } })
    expect(lost).toEqual(['The template takes longer than 40 ms.'])
    expect(await run('noch da')).toMatchObject({ ok: true, content: { subject: 'noch da' } })
    await hasty.close()
    expect(await run('zu spät')).toMatchObject({ ok: false, fault: { code: 'renderer_unavailable' } })
  }, 60_000)

  it('is put off, one after the other, while its threads cannot be loaded', async () => {
    const lost: string[] = []
    const worker = new URL('not-there.mjs', import.meta.url)
    const broken = openLiquidRenderer({ workers: 2, worker, onFailure: (detail) => void lost.push(detail) })
    const results = await Promise.all(Array.from({ length: 5 }, () => broken.render(job({ html: 'x' }))))
    for (const result of results) expect(result).toMatchObject({ ok: false, fault: { code: 'renderer_unavailable' } })
    expect(lost.length).toBeGreaterThanOrEqual(5)
    await broken.close()
  })

  it('is parsed to the end of what a body may hold', async () => {
    for (const source of [`<p>${'<b>a</b> '.repeat(22_000)}</p>`, '{{ data.html }}'.repeat(12_000)])
      expect(await renderer.render(job({ html: source }, null))).toEqual({ ok: true, content: null })
  }, 60_000)
})

describe('a mail', () => {
  it('always has both parts and one line of subject', async () => {
    const result = await renderer.render(
      job({ subject: ' Ihre\r\nBestellung ', text: 'Grüße\r\n\r\nhttps://example.test/?a=1&b=2.' }),
    )
    expect(result).toMatchObject({
      content: {
        subject: 'Ihre Bestellung',
        html: '<p>Grüße</p>\n<p><a href="https://example.test/?a=1&amp;b=2">https://example.test/?a=1&amp;b=2</a>.</p>',
      },
    })
    expect(await text('<p>Hallo</p>')).toBe('Hallo')
  })

  it('has links where its text has addresses, without the marks around them', async () => {
    const linksOf = async (source: string): Promise<readonly string[]> => {
      const result = await renderer.render(job({ text: source }))
      const page = result.ok ? htmlOf(result.content) : ''
      return [...page.matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address)
    }
    const address = 'https://shop.example/a'
    for (const around of [
      'Go to #.',
      '(see #)',
      '"#"',
      "'#'",
      'Siehe „#“ jetzt',
      '<#>',
      'Shop—#',
      '#, und',
      'schau: #!',
    ])
      expect(await linksOf(around.replace('#', address)), around).toEqual([address])
    for (const whole of [
      'https://de.example/wiki/Bank_(Geld)',
      'HTTPS://SHOP.EXAMPLE/a',
      'https://shop.example/größe/',
    ])
      expect(await linksOf(`Siehe ${whole}`)).toEqual([whole])
    expect(await linksOf('https://a.example/x, https://b.example/y')).toEqual([
      'https://a.example/x',
      'https://b.example/y',
    ])
  })

  it('has a text that can be read', async () => {
    const page = `<html><head><title>weg</title><style>p{color:red}</style></head><body><!-- weg -->
      <h1>Gr&ouml;&szlig;e &amp; Ma&#223;</h1><p>Guten   Tag,<br>hier <a class="b" href='https://example.test/?a=1&amp;b=2'>Ihre Rechnung</a>.</p>
      <ul><li>eins</li><li>zwei</li></ul><a href="https://example.test">https://example.test</a></body></html>`
    expect(await text(page)).toBe(
      'Größe & Maß\n\nGuten Tag,\nhier Ihre Rechnung (https://example.test/?a=1&b=2).\n\n- eins\n- zwei\n\nhttps://example.test',
    )
  })

  it.each([
    ['<table><tr><th>Item</th><th>Qty</th></tr><tr><td>Coffee</td><td>2</td></tr></table>', 'Item   Qty\nCoffee   2'],
    ['<table><tr><td width="9"></td><td><p>One</p><p>Two</p></td><td>&nbsp;</td></tr></table>', 'One\n\nTwo'],
    ['Hello<p>your parcel</p>', 'Hello\n\nyour parcel'],
    ['<div>Hello</div>your parcel', 'Hello\nyour parcel'],
    ['<ul><li>Coffee<li>Tea</ul>', '- Coffee\n- Tea'],
    ['<ol start="3"><li>Coffee<li>Tea</ol>', '3. Coffee\n4. Tea'],
    ['<p>One<p>Two', 'One\n\nTwo'],
    ['<h5>Sizes</h5><h6>Colours</h6>Red', 'Sizes\n\nColours\n\nRed'],
    ['<header>Shop</header><section>Hello</section><footer>Imprint</footer>', 'Shop\nHello\nImprint'],
    ['<dl><dt>Order</dt><dd>50314</dd></dl>', 'Order\n50314'],
    ['<pre>a b\n  c</pre>end', 'a b\n  c\n\nend'],
    [
      '<a href="https://a.example">A</a><a href="https://b.example">B</a>',
      'A (https://a.example) B (https://b.example)',
    ],
    ['<a href="mailto:x@y.de">x@y.de</a>, <a href="#top">up</a>', 'x@y.de, up'],
    ['<a href="https://x.de"><img alt="Logo" src="x"></a>', 'Logo (https://x.de)'],
    [
      'It&rsquo;s &laquo;caf&eacute;&raquo; &sbquo;x&lsquo; &frac12; &rarr; 20&nbsp;&deg;C',
      'It’s «café» ‚x‘ ½ → 20 °C',
    ],
    ['a<!--[if mso]>weg<![endif]-->b', 'ab'],
    ['Hel<b>lo</b> <script>weg()</script><noscript>weg</noscript>du', 'Hello du'],
    // Nothing of this is ever closed.
    [`Gr&ouml;&szlig;e<br>${'<font>x '.repeat(300)}Ma<b>ß</b><style>p{}</style>`, `Größe\n${'x '.repeat(300)}Maß`],
  ])('is readable as text: %s', async (page, expected) => expect(await text(page)).toBe(expected))
})
