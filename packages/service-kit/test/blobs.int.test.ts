import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BlobStore } from '../src/blobs/blob-store.js'
import { openBlobs } from '../src/blobs/blobs.js'
import { openFolderStore } from '../src/blobs/folder-store.js'
import { openS3Store } from '../src/blobs/s3-store.js'
import { openOutages } from '../src/telemetry/outages.js'
import { uuidv7 } from '../src/values/ids.js'
import { blobContract, chunks } from './blob-contract.js'
import { type Bucket, HOW_TO_GET_MOTO, hasMoto, startBucket } from './moto.js'

const WORKSPACE = '01a22222-0000-7000-8000-000000000001'
const DAY_MS = 86_400_000

/** What a store that does not work is called in the log. */
function listening() {
  const lines: object[] = []
  return { lines, outages: openOutages({ logger: { warn: (fields) => lines.push(fields) } }) }
}

/** Another process puts without end; it is killed in the middle. */
async function killInPut(address: string, isUnderWay: () => Promise<boolean>): Promise<void> {
  const program = join(import.meta.dirname, 'blobs-child.ts')
  const args = ['--conditions=@polyphon/source', '--import', 'tsx', program, address, WORKSPACE]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  await eventually(async () => expect(await isUnderWay()).toBe(true))
  child.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
}

describe('a folder of blobs', () => {
  let root: string
  let store: BlobStore
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'polyphon-blobs-'))
    store = openFolderStore(root, uuidv7)
  })
  afterAll(() => rm(root, { recursive: true, force: true }))
  blobContract(() => store)

  it('is its owner’s alone, and holds no empty folders', async () => {
    const blobs = openBlobs({ store, service: 'modes', outages: listening().outages }).of(WORKSPACE)
    await blobs.put('a/b', chunks('x'))
    const mode = async (...parts: string[]) => ((await stat(join(root, ...parts))).mode & 0o777).toString(8)
    expect([await mode('modes', WORKSPACE, 'a'), await mode('modes', WORKSPACE, 'a', 'b')]).toEqual(['700', '600'])
    await blobs.remove('a/b')
    await expect(stat(join(root, 'modes'))).rejects.toThrow('ENOENT')
  })

  it('shows nothing of what a process was putting that was killed, and removes it after a day', async () => {
    const halves = () => readdir(join(root, '.halves'))
    const before = await halves()
    await killInPut(pathToFileURL(root).href, async () => (await halves()).length > before.length)
    const blobs = openBlobs({ store, service: 'killed', outages: listening().outages })
    expect(await blobs.of(WORKSPACE).stat('x')).toBeNull()
    const left = await halves()
    await blobs.removeHalves(new Date())
    expect([left.length, await halves()]).toEqual([before.length + 1, left])
    const old = new Date(Date.now() - 2 * DAY_MS)
    for (const name of left) await utimes(join(root, '.halves', name), old, old)
    await blobs.removeHalves(new Date())
    expect(await halves()).toEqual([])
  })

  it('that cannot be written is an outage of one line, and a 503 by name', async () => {
    const file = join(root, 'a-file')
    await writeFile(file, '')
    const { lines, outages } = listening()
    const blobs = openBlobs({ store: openFolderStore(join(file, 'below'), uuidv7), service: 'x', outages })
    for (let turn = 0; turn < 3; turn += 1)
      await expect(blobs.of(WORKSPACE).put('a', chunks('x'))).rejects.toMatchObject({
        kind: 'unavailable',
        code: 'blobs_unavailable',
      })
    await expect(blobs.check()).rejects.toMatchObject({ code: 'blobs_unavailable' })
    expect(lines).toMatchObject([{ event: 'outage.began', what: 'blobs', reason: 'not_writable' }])
    await rm(file)
  })
})

describe.skipIf(!hasMoto)(`a bucket of blobs${hasMoto ? '' : ` (${HOW_TO_GET_MOTO})`}`, () => {
  let bucket: Bucket
  let store: BlobStore
  const open = (name = 'blobs', endpoint = bucket.endpoint) =>
    openS3Store({ kind: 's3', bucket: name, prefix: 'polyphon/', region: 'eu-central-1', endpoint })
  const uploads = async () =>
    (await bucket.client.send(new ListMultipartUploadsCommand({ Bucket: 'blobs' }))).Uploads ?? []
  beforeAll(async () => {
    bucket = await startBucket()
    store = open()
  })
  afterAll(async () => {
    store?.close()
    await bucket?.stop()
  })
  blobContract(() => store)

  it('aborts what breaks off', async () => {
    expect(await uploads()).toEqual([])
  })

  it('shows nothing of what a process was putting that was killed, and aborts it after a day', async () => {
    await killInPut(bucket.address, async () => (await uploads()).length > 0)
    expect(await store.stat(`killed/${WORKSPACE}/x`)).toBeNull()
    // By moto every upload began in 2010.
    await store.removeHalves(new Date(0))
    expect((await uploads()).length).toBe(1)
    await store.removeHalves(new Date(Date.now() + 60_000))
    expect(await uploads()).toEqual([])
  })

  it('that is missing, or whose server is gone, is an outage by name', async () => {
    const { lines, outages } = listening()
    const nowhere = open('another-bucket')
    const missing = openBlobs({ store: nowhere, service: 'x', outages })
    await expect(missing.of(WORKSPACE).put('a', chunks('x'))).rejects.toMatchObject({ code: 'blobs_unavailable' })
    await expect(missing.probe()).rejects.toMatchObject({ kind: 'unavailable' })
    const silent = open('blobs', 'http://127.0.0.1:9')
    const gone = openBlobs({ store: silent, service: 'x', outages }).of(WORKSPACE)
    await expect(gone.stat('a')).rejects.toMatchObject({ code: 'blobs_unavailable', retryAfterSeconds: 5 })
    expect(lines).toMatchObject([
      { what: 'blobs', reason: 'bucket_missing' },
      { what: 'blobs', reason: 'away' },
    ])
    nowhere.close()
    silent.close()
  })
})
