import { describe, expect, it } from 'vitest'
import { readStoreAddress } from './store-address.js'

describe('the address of a blob store', () => {
  it('is a folder', () => {
    expect(readStoreAddress('file:///var/lib/polyphon/blobs/')).toEqual({
      kind: 'folder',
      folder: '/var/lib/polyphon/blobs',
    })
    expect(readStoreAddress('file:///srv/Gr%C3%B6%C3%9Fe%201')).toEqual({ kind: 'folder', folder: '/srv/Größe 1' })
  })

  it('is a bucket with what keys begin with, a region and an endpoint', () => {
    expect(readStoreAddress('s3://cx-blobs')).toEqual({
      kind: 's3',
      bucket: 'cx-blobs',
      prefix: '',
      region: 'us-east-1',
    })
    expect(readStoreAddress('s3://cx-blobs/a/b/?region=eu-central-1&endpoint=https://minio.data:9000')).toEqual({
      kind: 's3',
      bucket: 'cx-blobs',
      prefix: 'a/b/',
      region: 'eu-central-1',
      endpoint: 'https://minio.data:9000',
    })
  })

  it.each([
    'blobs',
    'file://blobs/x',
    'file:///',
    'file:///x?y',
    'https://bucket.example',
    's3://',
    's3://B_/x',
    's3://bucket:1/x',
    's3://bucket/gr%C3%B6%C3%9Fe',
    's3://bucket/a?key=x',
    's3://bucket?endpoint=ftp://x',
    's3://bucket?endpoint=https://user:password@x',
    's3://bucket?region=EU',
  ])('is refused as %s', (text) => {
    const fault = readStoreAddress(text)
    expect(fault).toMatch(/^(must|takes)/)
    expect(fault).not.toContain('password')
  })

  it('never holds credentials', () => {
    expect(readStoreAddress('s3://id:secret@bucket/x')).toMatch(/^must hold no credentials/)
  })
})
