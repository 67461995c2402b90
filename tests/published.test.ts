import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOutsideProject, type OutsideProject, packed } from './outside/project.js'

// What `npm pack` makes of the packages that others install: complete, and nothing of how we build them.

let project: OutsideProject
beforeAll(() => {
  project = makeOutsideProject()
})
afterAll(() => project?.remove())

const folderOf = (name: string): string => join(project.folder, 'node_modules/@polyphon', name)
const filesOf = (name: string): readonly string[] =>
  readdirSync(folderOf(name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folderOf(name).length + 1))

describe.each(packed)('@polyphon/%s', (name) => {
  it('says all that a registry wants to know, and is not held back', () => {
    const manifest = JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({
      name: `@polyphon/${name}`,
      license: 'Apache-2.0',
      description: expect.any(String),
      keywords: expect.any(Array),
      engines: { node: expect.any(String) },
      publishConfig: { access: 'public' },
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    })
    expect(manifest).not.toHaveProperty('private')
    expect(readFileSync(join(folderOf(name), 'LICENSE'), 'utf8')).toBe(readFileSync('LICENSE', 'utf8'))
  })

  it('holds what is built from what it holds, and nothing else', () => {
    const files = filesOf(name)
    const sources = new Set(files.filter((file) => file.startsWith('src/')).map((file) => file.slice(4, -3)))
    const built = files.filter((file) => file.startsWith('dist/'))
    const orphans = built.filter((file) => !sources.has(file.slice(5).replace(/(?:\.d\.ts|\.js)(?:\.map)?$/, '')))
    expect(orphans).toEqual([])
    const others = files.filter((file) => !/^(?:src|dist)\//.test(file)).toSorted()
    const pages = { client: ['BROWSER.md'], contracts: ['EVENTS.md'], values: [] }
    expect(others).toEqual([...pages[name], 'LICENSE', 'README.md', 'package.json'].toSorted())
    expect(files.filter((file) => /\.test\.|tsbuildinfo/.test(file))).toEqual([])
  })

  it('has maps and links that stay inside', () => {
    const files = new Set(filesOf(name))
    const targets = [...files].flatMap((file) => {
      const text = readFileSync(join(folderOf(name), file), 'utf8')
      const named: readonly string[] = file.endsWith('.map')
        ? JSON.parse(text).sources
        : file.endsWith('.md')
          ? [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target)
          : []
      return named.map((target) => ({ file, target: join(dirname(file), target) }))
    })
    expect(targets.filter(({ target }) => !files.has(target))).toEqual([])
  })

  it('is what publint finds right', async () => {
    const { messages, pkg } = await publint({ pkgDir: folderOf(name), pack: false, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })
})
