import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createPolyphon } from '@polyphon/client'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { readFolder, show } from './files.js'
import type { Kind } from './kinds.js'
import { openLock } from './lock.js'

const root = mkdtempSync(join(tmpdir(), 'polyphon-files-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
})

const { feedback: client } = createPolyphon({ services: { feedback: 'http://127.0.0.1:1' }, key: 'sk_test' })
const kinds: readonly Kind[] = [{ service: 'feedback', kind: 'survey', client, path: '/v1/surveys/{key}', schema: {} }]
const SURVEY = 'feedback/survey/a.yaml'

const write = (file: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}
/** What one survey of these bytes is read as. */
function readOne(content: string | Uint8Array) {
  write(SURVEY, content)
  const { files, findings } = readFolder(folder, kinds)
  return { body: files[0]?.body, found: findings.map(show) }
}

describe('a file of a definition', () => {
  it.each([
    ['lines of Windows', 'title: Grüße\r\ntext: |\r\n  one\r\n  two\r\n'],
    ['a byte order mark', '\uFEFFtitle: Grüße\ntext: |\n  one\n  two\n'],
    ['tabs in JSON', '{\n\t"title": "Grüße",\n\t"text": "one\\ntwo\\n"\n}'],
  ])('is read with %s', (_, text) => {
    expect(readOne(text)).toEqual({ body: { title: 'Grüße', text: 'one\ntwo\n' }, found: [] })
  })

  it.each([
    ['UTF-16', Buffer.from('\uFEFFtitle: A\n', 'utf16le'), /1:1: is UTF-16/],
    ['UTF-16 without a mark', Buffer.from('title: A\n', 'utf16le'), /1:1: is UTF-16/],
    ['Latin-1', Buffer.from('title: Grüße\n', 'latin1'), /1:1: is not UTF-8/],
    ['aliases of aliases', aliases(9), /1:1: has aliases without number/],
    ['an alias of itself', 'a: &a [*a]\n', /1:1: has aliases without number, or one of itself/],
    ['an alias of nothing', 'a: 1\nb: *c\n', /2:4: is an alias of c/],
    ['a key twice', '{"a": 1, "a": 2}', /1:10: Map keys must be unique/],
    ['no end of its depth', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, /1:\d+: is nested too deeply/],
    ['two documents', 'a: 1\n---\na: 2\n', /2:1: Source contains multiple documents/],
    ['nothing in it', '', /1:1: is no object/],
    ['more than a service takes', Buffer.alloc(11 * 1_048_576, ' '), /1:1: is larger than 10 MiB/],
  ])('is not read with %s, and that is said', (_, content, message) => {
    const read = readOne(content)
    expect([read.body, read.found]).toEqual([undefined, [expect.stringMatching(message)]])
  })

  it('may use an alias of what stands before it', () => {
    expect(readOne('a: &x {b: 1}\nc: &y 5\nd: [*x, *y]\n').body).toEqual({ a: { b: 1 }, c: 5, d: [{ b: 1 }, 5] })
  })

  it('is a file, and a kind is a folder', () => {
    mkdirSync(join(folder, SURVEY), { recursive: true })
    symlinkSync('/dev/zero', join(folder, 'feedback/survey/b.yaml'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'feedback/survey/c.yaml'))
    expect(readFolder(folder, kinds).findings.map(show)).toEqual([
      'feedback/survey/a.yaml:1:1: is no file',
      'feedback/survey/b.yaml:1:1: is no file',
      'feedback/survey/c.yaml:1:1: leads to nothing',
    ])
    rmSync(join(folder, 'feedback'), { recursive: true })
    write('feedback/survey', '')
    expect(readFolder(folder, kinds).findings.map(show)).toEqual(['feedback/survey:1:1: is no folder'])
    rmSync(join(folder, 'feedback'), { recursive: true })
    write('feedback', '')
    expect(readFolder(folder, kinds).findings.map(show)).toEqual(['feedback:1:1: is no folder'])
  })
})

/** A list of nine of a list of nine of … */
function aliases(depth: number): string {
  const line = (name: number): string =>
    `a${name}: &a${name} [${Array<string>(9)
      .fill(name === 0 ? 'x' : `*a${name - 1}`)
      .join(', ')}]\n`
  return Array.from({ length: depth }, (_, name) => line(name)).join('')
}

describe('a lock', () => {
  it.each(['[]', 'null', '1', '<<<<<<< ours', '{"a": null}', '{"a": {"file": "x", "there": "y"}}'])(
    'is refused as %s',
    (text) => {
      write('polyphon.lock.json', text)
      expect(() => openLock(folder)).toThrow('is no lock')
    },
  )

  it('is read with a byte order mark', () => {
    write('polyphon.lock.json', '\uFEFF{"a": {"file": "x", "there": "y", "known": ["x", "y"]}}')
    expect(openLock(folder).isPair('a', {}, {})).toBe(false)
  })
})
