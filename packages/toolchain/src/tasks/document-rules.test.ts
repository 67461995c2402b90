import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byRedocly, bySpectral } from './document-rules.js'

const root = join(import.meta.dirname, '../../../..')
const good = join(root, 'openapi/analytics.json')

describe.each([
  ['spectral', bySpectral],
  ['redocly', byRedocly],
] as const)('%s', (_name, lint) => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'polyphon-rules-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const plant = (change: (document: { tags: { description?: string }[]; components: Planted }) => void): string => {
    const document = JSON.parse(readFileSync(good, 'utf8'))
    change(document)
    const file = join(folder, 'planted.json')
    writeFileSync(file, JSON.stringify(document))
    return file
  }

  it('finds nothing in a document as it is', { timeout: 120_000 }, async () => {
    expect(await lint([good])).toMatchObject({ ok: true })
  })

  it('finds a tag without a description, and what nothing refers to', { timeout: 120_000 }, async () => {
    const silent = await lint([plant(({ tags: [tag] }) => delete tag?.description)])
    expect(silent).toMatchObject({ ok: false })
    expect(silent.text).toContain('tag-description')
    const unused = await lint([
      plant(({ components: { schemas } }) => Object.assign(schemas, { Unused: { type: 'string' } })),
    ])
    expect(unused).toMatchObject({ ok: false })
    expect(unused.text).toContain('unused-component')
  })
})

interface Planted {
  readonly schemas: Record<string, unknown>
}
