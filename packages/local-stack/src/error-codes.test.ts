import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { REASON_CODES } from '@polyphon/service-kit/routing'
import { kitCodes } from '@polyphon/service-kit/runtime'
import { describe, expect, it } from 'vitest'
import { services } from './definitions.js'

const root = join(import.meta.dirname, '../../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const declared: ReadonlySet<string> = new Set(services.flatMap(({ codes }) => Object.keys(codes)))
const pages = readdirSync(join(root, 'docs/errors')).flatMap((name) =>
  name === 'README.md' || !name.endsWith('.md') ? [] : [name.slice(0, -'.md'.length)],
)

/** The sources of a folder; declarations of codes are left out, as they prove nothing. */
const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !/(?:^|\/)codes(?:\.ts|\/)/.test(path))
    .map((path) => read(`${folder}/${path}`))

const OF_KIT = ['packages/service-kit/src', 'packages/values/src', 'packages/embedded-log/src'] as const

// Where a code is written: of an error, in a fault, as the second argument of who makes one.
const FORMS = [
  /new AppError\(\s*'[a-z_]+',\s*'([a-z][a-z0-9_]*)'/g,
  /\bcode(?:: (?:string|[A-Z]\w+))? ?(?:=|:) '([a-z][a-z0-9_]*)'/g,
  /\bcode(?: =|:) [^,;\n]* \? '([a-z][a-z0-9_]*)'/g,
  /\bcode(?: =|:) [^,;\n]* : '([a-z][a-z0-9_]*)'/g,
  /\b(?:fault|warn|refused|refuse|report)\((?:[^'`\n]|'\/[^'\n]*'|`[^`\n]*`)*'([a-z]+(?:_[a-z]+)+)'/g,
  /\b(?:unauthenticated|tooLarge|unsupported|cannotRender|definitionUnknown)\('([a-z]+(?:_[a-z]+)+)'/g,
] as const

const codesIn = (text: string): readonly string[] =>
  FORMS.flatMap((form) => [...text.matchAll(form)].map(([, code = '']) => code))

/** What is written in the same way and is no code of an error: why a lane waits, why somebody did not enter a journey, or owns something. */
const NO_CODES: ReadonlySet<string> = new Set<string>([
  'paused',
  'too_old',
  'reentry_never',
  'reentry_max',
  'reentry_concurrent',
  'reentry_cooldown',
  ...REASON_CODES,
])

describe('every code that is answered', () => {
  it('has a page, and each page is about a code', () => {
    expect([...pages].toSorted()).toEqual([...declared].toSorted())
  })

  it.each(services.map(({ name, codes }) => ({ name, codes })))(
    'stands in the document of $name',
    ({ name, codes }) => {
      const { info } = JSON.parse(read(`openapi/${name}.json`)) as { readonly info: { readonly description: string } } // Made by our own kit.
      const listed = [...info.description.matchAll(/^\| \[`(\w+)`\]\(\/docs\/errors\/(\w+)\)/gm)].map(
        ([, code]) => code,
      )
      expect(listed).toEqual(Object.keys(codes).toSorted())
      const text = read(`openapi/${name}.json`)
      const mentioned = [...text.matchAll(/\b[45]\d\d `([a-z_]+)`/g)].map(([, code = '']) => code)
      expect(mentioned.filter((code) => !Object.hasOwn(codes, code))).toEqual([])
    },
  )

  it.each(OF_KIT)('is declared for every service where %s answers it', (folder) => {
    const found = sourcesIn(folder).flatMap(codesIn)
    expect(found.length).toBeGreaterThan(0)
    const shared = new Set([...Object.keys(kitCodes), ...NO_CODES])
    expect([...new Set(found)].filter((code) => !shared.has(code))).toEqual([])
  })

  it.each(services.map(({ name, codes }) => ({ name, codes })))(
    'is declared where $name answers it',
    ({ name, codes }) => {
      const found = sourcesIn(`services/${name}/src`).flatMap(codesIn)
      expect(found.length).toBeGreaterThan(5)
      expect([...new Set(found)].filter((code) => !Object.hasOwn(codes, code) && !NO_CODES.has(code))).toEqual([])
    },
  )

  it('says what it means and what to do, in sentences', () => {
    for (const { codes } of services)
      for (const [code, { means, remedy }] of Object.entries(codes))
        for (const text of [means, remedy]) expect(text, code).toMatch(/^[A-Z`].*\.$/s)
  })

  it('is answered somewhere', () => {
    const all = [...OF_KIT, 'packages/conditions/src', ...services.map(({ name }) => `services/${name}/src`)].flatMap(
      sourcesIn,
    )
    const text = all.join('\n')
    const ofZod = /^(?:invalid_(?:value|union|key|element|format)|not_multiple_of|too_(?:small|big))$/
    const ofNames = /_(?:unknown|archived|in_use|missing|withdrawn|denied|not_possible)$/
    const lost = [...declared].filter(
      (code) => !text.includes(`'${code}'`) && !text.includes(`${code}:`) && !ofZod.test(code) && !ofNames.test(code),
    )
    expect(lost).toEqual([])
  })
})
