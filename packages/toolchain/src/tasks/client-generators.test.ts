import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generators, makesClient } from './client-generators.js'

const root = join(import.meta.dirname, '../../../..')

it('fails where a generator makes nothing that compiles', { timeout: 120_000 }, async () => {
  const generator = generators.find(({ name }) => name === '@hey-api/openapi-ts')
  if (generator === undefined) throw new Error('It is gone.')
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-planted-'))
  const file = join(folder, 'planted.json')
  const text = readFileSync(join(root, 'openapi/analytics.json'), 'utf8')
  writeFileSync(file, text.replaceAll('#/components/schemas/MetricResult', '#/components/schemas/Nowhere'))
  expect(await makesClient(generator, join(root, 'openapi/analytics.json'))).toEqual({ ok: true, text: '' })
  expect(await makesClient(generator, file)).toMatchObject({ ok: false })
  rmSync(folder, { recursive: true })
})
