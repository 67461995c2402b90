import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findStale, generateClient } from './generate.js'

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
    expect(Object.keys(files)).toEqual(['packages/client/src/generated/profile.ts'])
    expect(files['packages/client/src/generated/profile.ts']).toContain('getProfile: {')
  })
})
