import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { BlobMissing, type BlobRange, type BlobStat, type BlobStore } from './blob-store.js'
import type { StoreAddress } from './store-address.js'

/** Two parts are held at most while they are sent; S3 takes ten thousand of an object, which is 80 GB. */
const PART_BYTES = 8_388_608
const PARTS_AT_ONCE = 2
const MOST_TRIES = 3
const CONNECT_MS = 3_000
// A part on a slow line takes a while; nothing at all for that long means that nobody is there.
const ANSWER_MS = 60_000
const SILENCE_MS = 20_000

/** Blobs as objects of a bucket. What arrives is a multipart upload, which is completed or aborted. */
export function openS3Store(address: Extract<StoreAddress, { readonly kind: 's3' }>): BlobStore {
  const client = clientOf(address)
  const { bucket: Bucket, prefix } = address
  const objectOf = (key: string) => ({ Bucket, Key: `${prefix}${key}` })
  return {
    put: (key, bytes) => upload(client, objectOf(key), bytes),
    open: (key, range) => readRange(client, objectOf(key), { ...range, key }),
    stat: async (key) => {
      try {
        const { ContentLength: bytes = 0, LastModified: putAt } = await client.send(
          new HeadObjectCommand(objectOf(key)),
        )
        return { key, bytes, putAt: putAt ?? new Date(0) }
      } catch (error) {
        if (isNoObject(error)) return null
        throw error
      }
    },
    remove: async (key) => {
      await client.send(new DeleteObjectCommand(objectOf(key)))
    },
    list: (wanted) => list(client, { Bucket, prefix, wanted }),
    removeHalves: async (before) => {
      for await (const { Key, UploadId, Initiated } of uploadsOf(client, { Bucket, Prefix: prefix }))
        if (Initiated !== undefined && Initiated < before)
          await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    },
    probe: async () => {
      // No part of a key begins with a dot.
      const probe = objectOf('.probe')
      await client.send(new PutObjectCommand({ ...probe, Body: 'probe' }))
      await client.send(new DeleteObjectCommand(probe))
    },
    close: () => client.destroy(),
  }
}

const clientOf = ({ region, endpoint }: Extract<StoreAddress, { readonly kind: 's3' }>): S3Client =>
  new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    maxAttempts: MOST_TRIES,
    // Servers that are not Amazon's do not all know the newer ones.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
      socketTimeout: SILENCE_MS,
    },
  })

interface S3Object {
  readonly Bucket: string
  readonly Key: string
}

async function upload(client: S3Client, object: S3Object, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      size += chunk.length
      yield chunk
    }
  }
  const body = Readable.from(counted(), { objectMode: false })
  try {
    // One that fails is aborted by it.
    await new Upload({
      client,
      params: { ...object, Body: body },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    }).done()
    return size
  } finally {
    body.destroy()
  }
}

async function* readRange(
  client: S3Client,
  object: S3Object,
  { from = 0, length, signal, key }: BlobRange & { readonly key: string },
): AsyncGenerator<Buffer> {
  if (length === 0) return
  const Range = `bytes=${from}-${length === undefined ? '' : from + length - 1}`
  const command = new GetObjectCommand({ ...object, ...(from === 0 && length === undefined ? {} : { Range }) })
  try {
    const { Body } = await client.send(command, signal === undefined ? {} : { abortSignal: signal })
    if (Body instanceof Readable) for await (const chunk of Body) yield Buffer.from(chunk)
  } catch (error) {
    if (isNoObject(error)) throw new BlobMissing(key, { cause: error })
    if (!isBehindEnd(error)) throw error
  }
}

/** The multipart uploads that are neither complete nor aborted. */
async function* uploadsOf(client: S3Client, within: { readonly Bucket: string; readonly Prefix: string }) {
  let marks: Pick<ListMultipartUploadsCommandOutput, 'NextKeyMarker' | 'NextUploadIdMarker'> = {}
  for (let isMore = true; isMore; ) {
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = marks
    const page = await client.send(new ListMultipartUploadsCommand({ ...within, KeyMarker, UploadIdMarker }))
    yield* page.Uploads ?? []
    isMore = page.IsTruncated === true
    marks = page
  }
}

async function* list(
  client: S3Client,
  { Bucket, prefix, wanted }: { readonly Bucket: string; readonly prefix: string; readonly wanted: string },
): AsyncGenerator<BlobStat> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: `${prefix}${wanted}` }))
    for (const { Key = '', Size: bytes = 0, LastModified: putAt = new Date(0) } of Contents)
      yield { key: Key.slice(prefix.length), bytes, putAt }
}

// A bucket that is not there is another answer: `NoSuchBucket`; a HEAD has no body and says `NotFound` of both.
const isNoObject = (error: unknown): boolean =>
  error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'NotFound')

const isBehindEnd = (error: unknown): boolean => error instanceof S3ServiceException && error.name === 'InvalidRange'
