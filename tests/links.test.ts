import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** The files and folders that a page links to, relative to the root; what is outside the repository is not looked at. */
function linksOf(page: string, text: string): readonly string[] {
  const prose = text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .map((target) => join(dirname(page), decodeURI(target.replace(/#.*$/, ''))))
}

const pages = spawnSync('git', ['-C', root, 'ls-files', '*.md'], { encoding: 'utf8' }).stdout.trim().split('\n')

describe('the links of the documentation', () => {
  it('are found in prose, and neither in code nor to the outside', () => {
    const text =
      '[a](b/c.md#d) [out](https://example.org) [here](#x) `[no](no.md)`\n```\n[no](no.ts)\n```\n![p](../p.svg)'
    expect(linksOf('docs/page.md', text)).toEqual(['docs/b/c.md', 'p.svg'])
  })

  it.each(pages)('of %s lead somewhere', (page) => {
    const links = linksOf(page, readFileSync(join(root, page), 'utf8'))
    expect(links.filter((target) => !existsSync(join(root, target)))).toEqual([])
  })
})
