import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findStale, generateClient } from './generate.js'

const root = join(import.meta.dirname, '../../..')

/** Where a schema is an object of which nothing is said: those who make types from it take it for `{}`. */
function bareObjects(node: unknown, pointer = ''): readonly string[] {
  if (typeof node !== 'object' || node === null) return []
  const below = Object.entries(node).flatMap(([key, member]) => bareObjects(member, `${pointer}/${key}`))
  const isObject = 'type' in node && (Array.isArray(node.type) ? node.type.includes('object') : node.type === 'object')
  const isBare = isObject && ['properties', 'additionalProperties', 'allOf', 'anyOf'].every((name) => !(name in node))
  return isBare ? [pointer, ...below] : below
}

describe('generated files', () => {
  it('are stale when their text differs or they are missing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'polyphon-generate-'))
    writeFileSync(join(folder, 'same.md'), 'Größe\n')
    writeFileSync(join(folder, 'other.md'), 'old\n')
    const files = new Map([
      ['same.md', 'Größe\n'],
      ['other.md', 'new\n'],
      ['missing.md', ''],
    ])
    expect(findStale(folder, files)).toEqual(['other.md', 'missing.md'])
    rmSync(folder, { recursive: true })
  })

  it('hold the operations of an OpenAPI document as types', async () => {
    const document = {
      openapi: '3.1.0',
      info: { title: 'profile', version: '1' },
      paths: {
        '/v1/profiles/{id}': { get: { operationId: 'getProfile', responses: { '200': { description: 'ok' } } } },
      },
    }
    const files = await generateClient(tmpdir(), new Map([['openapi/profile.json', JSON.stringify(document)]]))
    expect(Object.keys(files)).toEqual(['browser', 'profile'].map((name) => `packages/client/src/generated/${name}.ts`))
    expect(files['packages/client/src/generated/profile.ts']).toContain('getProfile: {')
  })

  it.each(readdirSync(join(root, 'openapi')).filter((name) => name.endsWith('.json')))(
    'say of every free object in %s that it is open',
    (name) => {
      expect(bareObjects(JSON.parse(readFileSync(join(root, 'openapi', name), 'utf8')))).toEqual([])
    },
  )

  it('have no type in the client that nothing fits into', () => {
    const folder = join(root, 'packages/client/src/generated')
    const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    const empty = lines.filter((line) => line.includes('Record<string, never>'))
    // The two that openapi-typescript writes itself: a document without webhooks, and without schemas of the old kind.
    expect(empty.filter((line) => !/^export type (webhooks|\$defs) =/.test(line))).toEqual([])
  })
})
