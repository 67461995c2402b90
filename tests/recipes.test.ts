import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** How something is added: a heading of its own, an example for each `<name>` in its paths, and a table of files. */
interface Recipe {
  readonly title: string
  readonly files: readonly string[]
}

/** The recipes of a page: every `###` below the heading `## Recipes`. */
function recipesOf(page: string): readonly Recipe[] {
  const chapter = /^## Recipes\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(page)?.[1] ?? ''
  return chapter
    .split(/^### /m)
    .slice(1)
    .map((text) => {
      const examples = [...text.matchAll(/`(<[a-z-]+>)` is `([^`]+)`/g)]
      const rows = text.split('\n').filter((line) => line.startsWith('| `'))
      const paths = rows.flatMap((row) =>
        [...row.matchAll(/`((?:[\w.<>-]+\/)+[\w.<>-]+)`/g)].map((match) => match[1] ?? ''),
      )
      const files = paths.map((path) =>
        examples.reduce((filled, [, name = '', example = '']) => filled.replaceAll(name, example), path),
      )
      return { title: text.split('\n')[0] ?? '', files }
    })
}

const recipes = recipesOf(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'))

describe('the recipes of CONTRIBUTING.md', () => {
  it('are read with their examples, and only from their chapter', () => {
    const page = [
      '## Recipes',
      '### A dance',
      'Example: `<kind>` is `tango`.',
      '| file | what |',
      '| `src/<kind>.ts` | steps, and `src/all.ts` |',
      '## Else',
      '### No recipe',
      '| `src/none.ts` | x |',
    ].join('\n')
    expect(recipesOf(page)).toEqual([{ title: 'A dance', files: ['src/tango.ts', 'src/all.ts'] }])
  })

  it('are there', () => {
    const titles = [
      'A step kind',
      'A channel',
      'A question kind',
      'An event',
      'A metric',
      'An operation',
      'A kind of definition',
    ]
    expect(recipes.map(({ title }) => title)).toEqual(titles)
  })

  it.each(recipes)('names files that exist: $title', ({ files }) => {
    expect(files.length).toBeGreaterThan(1)
    expect(files.filter((path) => path.includes('<') || !existsSync(join(root, path)))).toEqual([])
  })
})
