import { writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { blobFailureOf, blobsUnavailable } from './blob-failure.js'

const failing = (work: Promise<unknown>): Promise<unknown> => work.then(() => null).catch((error: unknown) => error)

it.runIf(process.platform === 'linux')('a disk that is full is called so', async () => {
  const error = await failing(writeFile('/dev/full', 'x'))
  expect(blobFailureOf(error)).toMatchObject({ reason: 'disk_full' })
  expect(blobFailureOf(blobsUnavailable(error))).toMatchObject({ reason: 'disk_full' })
})

it('a folder that was there and is gone is called so', async () => {
  const error = await failing(writeFile('/nowhere/below/x', 'x'))
  expect(blobFailureOf(blobsUnavailable(error))).toMatchObject({ reason: 'folder_missing' })
})

it.each([
  ['NoSuchBucket', 'bucket_missing'],
  ['AccessDenied', 'login'],
  ['CredentialsProviderError', 'login'],
  ['TimeoutError', 'away'],
  ['SomethingElse', 'SomethingElse'],
])('what S3 calls %s is called %s', (name, reason) => {
  expect(blobFailureOf(Object.assign(new Error('x'), { name }))).toMatchObject({ reason })
})
