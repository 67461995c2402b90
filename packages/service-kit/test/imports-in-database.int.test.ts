import type { KitSettings } from '@polyphon/service-kit'
import { startTestService, type TestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importsBehave } from './imports-behave.js'
import { jobsBehave } from './jobs-behave.js'
import { jobsWithstand } from './jobs-withstand.js'
import { notesService } from './notes-service.js'

describe('without a blob store', () => {
  let t: TestService<KitSettings, unknown>
  beforeAll(async () => {
    t = await startTestService(notesService, { env: { BLOB_STORE: '', IMPORT_LARGEST_BYTES: '30000000' } })
  })
  afterAll(() => t.close())

  it('there is none', () => {
    expect(t.deps.blobs).toBeNull()
  })
  importsBehave(() => t)
  jobsBehave(() => t)
  jobsWithstand(() => t)
})
