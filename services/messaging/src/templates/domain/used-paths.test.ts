import { expectSlowGrowth } from '@polyphon/testkit/growth'
import { writePath } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { usedPaths } from './used-paths.js'

const read = (source: string): readonly string[] => usedPaths(source).map(({ segments }) => writePath(segments))

describe('what a template reads', () => {
  it.each<[source: string, paths: readonly string[]]>([
    ['Hallo', []],
    ['{{ data.nr }} {{- person.traits["First Name"] -}}', ['data.nr', 'person.traits["First Name"]']],
    ['{{ data.größe | default: data.size | append: "data.no" }}', ['data.größe', 'data.size']],
    ["{{ data.day | date: '%d. %B', person.timeZone }}", ['data.day', 'person.timeZone']],
    ['{{ data.a | default: data.b, allow_false: true }}', ['data.a', 'data.b']],
    ['{% if data.a contains "x" and data.b > 1.5 or url %}{% endif %}', ['data.a', 'data.b', 'url']],
    ['{% if data.a == blank or data.a == nil %}{% endif %}', ['data.a', 'data.a']],
    ['{% for item in data.items limit:2 %}{{ item.name }} {{ forloop.index }}{% endfor %}', ['data.items']],
    ['{% assign x = data.a | plus: 1 %}{{ x }}', ['data.a']],
    ['{% capture y %}{{ data.b }}{% endcapture %}{{ y }}', ['data.b']],
    ['{% case data.kind %}{% when "a", data.b %}{% endcase %}', ['data.kind', 'data.b']],
    ['{% liquid\n assign z = data.a\n echo z\n echo data.c\n%}', ['data.a', 'data.c']],
    [
      '{% liquid liquid assign z = data.a\n liquid  liquid echo z\n liquid\n liquidate data.d\n%}',
      ['data.a', 'data.d'],
    ],
    ['{% raw %}{{ data.no }}{% endraw %}{% comment %}{{ data.no }}{% endcomment %}{{ data.yes }}', ['data.yes']],
    ['{% # data.no %}{{ data.items[0].name }}{{ data[person.locale] }}', ['data.items[0].name']],
    ['{% for n in (1..data.count) %}{{ n }}{% endfor %}{{ name }}', ['data.count', 'name']],
    ['{{ "}" }}{{', []],
    // As Liquid reads it: quotes hide what would end a part or begin another.
    [
      '{{ "}}" | append: data.a }}{{ \'{{ no }}\' }}{% if data.b == "%}" and data.c %}{% endif %}',
      ['data.a', 'data.b', 'data.c'],
    ],
    ['{{ "a \\"}} no" | append: data.a }}', ['data.a']],
    [
      '{% for i in data.items limit: 2 %}{% endfor %}{% for i in data.items offset: continue %}{% endfor %}',
      ['data.items', 'data.items'],
    ],
    ['{% for i in data.items offset:continue limit: data.n %}{% endfor %}', ['data.items', 'data.n']],
  ])('%s', (source, paths) => {
    expect(read(source)).toEqual(paths)
  })

  it('stands in a line', () => {
    expect(usedPaths('a\n{{ data.a }}\n\n{% liquid\n echo data.b\n%}').map(({ line }) => line)).toEqual([2, 5])
  })

  it('is found however many tags stand within each other', () => {
    expect(read(`{% ${'liquid '.repeat(25_000)}echo data.a %}`)).toEqual(['data.a'])
  })

  it('is found in a time that grows with the text', async () => {
    const hostile = (piece: string) => (bytes: number) => piece.repeat(Math.ceil(bytes / piece.length))
    await expectSlowGrowth(
      (source) => usedPaths(source),
      new Map([
        ['openings', hostile('{{')],
        ['tags', hostile('{% if a["b %}')],
        ['one expression', (bytes) => `{{ ${hostile('a-"')(bytes)} }}`],
        ['one long name', (bytes) => `{{ ${'-'.repeat(bytes)} }}`],
        ['quotes that never end', hostile('{% raw %}')],
        ['quotes behind backslashes', (bytes) => `{{ ${hostile('\\"')(bytes)} }}`],
        ['openings in quotes', hostile('{{ "')],
        ['tags within a tag', (bytes) => `{% ${hostile('liquid ')(bytes)} %}`],
      ]),
    )
  }, 120_000)
})
