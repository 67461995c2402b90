import type { KitSettings } from '@polyphon/service-kit'
import { eventually, startTestService, type TestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobsBehave } from './jobs-behave.js'
import { type Bucket, HOW_TO_GET_MOTO, hasMoto, startBucket } from './moto.js'
import { notesService } from './notes-service.js'

describe.skipIf(!hasMoto)(`with files in a bucket${hasMoto ? '' : ` (${HOW_TO_GET_MOTO})`}`, () => {
  let bucket: Bucket
  let t: TestService<KitSettings, unknown>
  beforeAll(async () => {
    bucket = await startBucket()
    t = await startTestService(notesService, { env: { BLOB_STORE: bucket.address } })
  })
  afterAll(async () => {
    await t?.close()
    await bucket?.stop()
  })
  jobsBehave(() => t)

  it('nothing is left there when all have ended', async () => {
    await eventually(async () => {
      const names: string[] = []
      for await (const { name } of t.deps.blobs?.of(t.workspace.id).list() ?? []) names.push(name)
      expect(names).toEqual([])
    })
  })
})
