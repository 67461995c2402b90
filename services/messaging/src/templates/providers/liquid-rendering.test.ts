import { filters, tags } from 'liquidjs'
import { afterAll, describe, expect, it } from 'vitest'
import type { RenderScope } from '../domain/rendering.js'
import { TO_NOBODY } from '../domain/speech.js'
import { openLiquidRenderer } from './liquid-renderer.js'

const renderer = openLiquidRenderer({ workers: 2, killAfterMs: 120_000 })
afterAll(() => renderer.close())

const data = {
  text: 'Größe 42 passt',
  code: 'SGFsbG8=',
  moment: '2026-11-28T03:00:00Z',
  number: 3.5,
  no: false,
  nothing: null,
  numbers: [3, 1, 2],
  empty: [],
  items: [{ name: 'Shoe', price: 59.9, sale: true }, { name: 'Hat' }],
  one: { name: 'Shoe' },
}
const scope: RenderScope = { person: { traits: { firstName: 'Änne' }, identifiers: {} }, data }

async function render(source: string, given: RenderScope | null): Promise<string> {
  const sources = { subject: '', html: source, text: null }
  const result = await renderer.render({ workspaceId: 'w', urgency: 'usual', sources, scope: given, speaks: TO_NOBODY })
  if (!result.ok) return `${result.fault.code}: ${result.fault.detail}`
  return result.content === null ? 'published' : 'html' in result.content ? result.content.html : ''
}

/** What of these could be published and cannot be rendered. */
async function broken(filter: string, sources: readonly string[]): Promise<readonly string[]> {
  const seen = await Promise.all(
    sources.map(async (source) => {
      if ((await render(source, null)) !== 'published') return []
      const output = await render(source, scope)
      // Of null, and of objects where text is needed, nothing can be shown.
      const mayLack = PICKS.test(filter) || /data\.(?:nothing|items|one)/.test(source)
      const isGap = mayLack && output.startsWith('variable_missing: ')
      const isBroken = /^(?:template_invalid|variable_missing|template_too_costly): /.test(output)
      return isBroken && !isGap ? [`${source} ${output}`] : []
    }),
  )
  return seen.flat()
}

// What these look for need not be there, and then there is nothing to show.
const PICKS =
  /^(?:default|find|find_exp|find_index|find_index_exp|first|group_by|group_by_exp|last|map|pop|push|sample|shift|unshift)$/

const ARGUMENTS = [
  '',
  ': 1',
  ': 1, 2',
  ": 'name'",
  ": 'name', 'Shoe'",
  ": 'i', 'i.price > 1'",
  ': data.nothing, data.one',
]

const TAGS: Readonly<Record<string, readonly (readonly [source: string, html: string])[]>> = {
  assign: [['{% assign a = data.text | upcase %}{{ a }}', 'GRÖSSE 42 PASST']],
  for: [
    ['{% for i in data.numbers reversed limit:2 offset:1 %}{{ i }}{% else %}-{% endfor %}', '21'],
    [
      '{% for i in data.numbers limit:1 %}{{ i }}{% endfor %}{% for i in data.numbers offset:continue %}{{ i }}{% endfor %}',
      '312',
    ],
    ['{% for i in data.empty %}{{ i }}{% else %}-{% endfor %}', '-'],
    ['{% for i in data.nothing %}{{ i }}{% else %}-{% endfor %}', '-'],
    ['{% for i in data.missing %}{{ i }}{% else %}-{% endfor %}', '-'],
  ],
  tablerow: [
    [
      '{% tablerow i in (1..2) %}x{{ i }}{% endtablerow %}',
      '<tr class="row1"><td class="col1">x1</td><td class="col2">x2</td></tr>',
    ],
    [
      '{% tablerow i in data.numbers cols:1 limit:2 offset:1 %}{{ i }}{% endtablerow %}',
      '<tr class="row1"><td class="col1">1</td></tr><tr class="row2"><td class="col1">2</td></tr>',
    ],
    [
      '{% tablerow i in data.numbers %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% endtablerow %}.',
      '<tr class="row1"><td class="col1">3</td><td class="col2"></td><td class="col3">2</td></tr>.',
    ],
    [
      '{% tablerow i in data.numbers %}{% if i == 1 %}{% break %}{% endif %}{{ i }}{% endtablerow %}.',
      '<tr class="row1"><td class="col1">3</td><td class="col2"></td><td class="col3"></td></tr>.',
    ],
    ['{% tablerow i in data.empty %}{{ i }}{% endtablerow %}.', '.'],
  ],
  capture: [['{% capture a %}{{ data.text }}{% endcapture %}{{ a | size }}', '14']],
  case: [
    ['A{% case data.number %}{% when 1, 3.5 %}y{% when 2 %}z{% else %}n{% endcase %}B', 'AyB'],
    ['A{% case data.missing %}{% when 1 %}y{% else %}n{% endcase %}B', 'AnB'],
  ],
  comment: [['a{% comment %}b{% endcomment %}c', 'ac']],
  decrement: [['{% decrement a %}', '-1']],
  increment: [['{% increment a %}{% increment a %}', '01']],
  cycle: [["{% for i in data.numbers %}{% cycle 'a', 'b' %}{% endfor %}{% cycle 'g': 'c', 'd' %}", 'abac']],
  if: [['{% if data.missing %}a{% elsif data.text contains "42" and data.number > 3 %}b{% else %}c{% endif %}', 'b']],
  raw: [['{% raw %}{{ a }}{% endraw %}', '{{ a }}']],
  unless: [['{% unless data.no %}a{% else %}b{% endunless %}', 'a']],
  break: [['{% for i in data.numbers %}{% if i == 1 %}{% break %}{% endif %}{{ i }}{% endfor %}.', '3.']],
  continue: [['{% for i in data.numbers %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% endfor %}.', '32.']],
  echo: [['{% echo data.number | plus: 1 %}', '4.5']],
  liquid: [['{% liquid\nassign a = 1\necho a\n%}', '1']],
  '#': [['{% # nothing to see %}.', '.']],
}
const WITHOUT_FILES = ['include', 'render', 'layout', 'block']

describe('a template that can be published', () => {
  for (const name of Object.keys(filters))
    it(`renders with the filter ${name}`, async () => {
      const values = name === 'base64_decode' ? ['code'] : Object.keys(data)
      const sources = values.flatMap((value) => ARGUMENTS.map((argument) => `{{ data.${value} | ${name}${argument} }}`))
      expect(await broken(name, sources)).toEqual([])
    })

  it('renders with each tag, to what the tag means', async () => {
    expect([...Object.keys(TAGS), ...WITHOUT_FILES].toSorted()).toEqual(Object.keys(tags).toSorted())
    for (const [source, html] of Object.values(TAGS).flat()) {
      expect(await render(source, null), source).toBe('published')
      expect(await render(source, scope), source).toBe(html)
    }
  })

  it('may search items for what not each of them has', async () => {
    const found = await render("{{ data.items | where: 'sale', true | map: 'name' | join }}", scope)
    expect(found).toBe('Shoe')
    expect(await render("{{ data.items | where_exp: 'i', 'i.price > 50' | size }}", scope)).toBe('1')
  })
})

describe('a template whose filter can never work', () => {
  it('is refused before it is published', async () => {
    const sources = [
      '{{ data.text | append }}',
      '{{ data.text | prepend: "a", "b" }}',
      '{{ data.items | where_exp: "i" }}',
      '{{ data.items | where_exp: "i", "i.price >" | size }}{{ data.items | find_exp: "i", "i | nope" }}',
      '{% if data.no %}{% assign a = data.moment | date: "%H", "Europe/Nowhere" %}{% endif %}',
    ]
    for (const source of sources) expect(await render(source, null), source).toMatch(/^template_invalid: .+line:1/)
  })
})

describe('a link whose address comes from data', () => {
  const shown = (source: string, address: string): Promise<string> =>
    render(source, { person: { traits: {}, identifiers: {} }, data: { address } })
  const sources = [
    ['<a href="{{ data.address }}">x</a>', '<a >x</a>'],
    ["<a class=c HREF = '{{ data.address }}'>x</a>", '<a class=c >x</a>'],
    ['<a href={{ data.address }}>x</a>', '<a >x</a>'],
    ['<form action="{{ data.address }}">x</form>', '<form >x</form>'],
    ['<!--[if mso]><a href="{{ data.address }}">x</a><![endif]-->', '<!--[if mso]><a >x</a><![endif]-->'],
  ] as const

  it.each(['javascript:alert(1)', 'JavaScript:x', 'vbscript:x', 'data:text/html,x'])(
    'is none where it is %s',
    async (address) => {
      for (const [source, expected] of sources) expect(await shown(source, address), source).toBe(expected)
    },
  )

  it('is none however the template or the data write that', async () => {
    for (const address of [' java\nscript:x', '\u0001java\tscript:x', 'javascript\r\n:x'])
      expect(await shown('<a href="{{ data.address }}">x</a>', address), JSON.stringify(address)).toBe('<a >x</a>')
    expect(await shown('<a href="java&#x73;cript&colon;{{ data.address }}">x</a>', 'x')).toBe('<a >x</a>')
    expect(await shown('<img src="{{ data.address }}">', 'javascript:x')).toBe('<img >')
  })

  it('stays as it is otherwise, and so does what is no link', async () => {
    for (const address of ['https://example.test/?q=javascript:x', 'mailto:a@b.test', 'data.html', 'shop:jacken', ''])
      expect(await shown('<a  href="{{ data.address }}" >ä</a>', address)).toBe(`<a  href="${address}" >ä</a>`)
    for (const html of [
      '<p>href="javascript:x"</p>',
      '<img src="data:image/png;base64,AA==">',
      '<a title="href=javascript:x">x</a>',
    ])
      expect(await shown(html, ''), html).toBe(html)
  })
})
