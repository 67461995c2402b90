import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** Where blobs lie, as the setting names it. */
export type StoreAddress =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 's3'
      readonly bucket: string
      /** What all keys begin with: empty, or with a slash at its end. */
      readonly prefix: string
      readonly region: string
      /** Of a server that is not Amazon's. */
      readonly endpoint: string | undefined
    }

const FORM = 'must look like file:///folder or s3://bucket/prefix?region=eu-central-1'
const DEFAULT_REGION = 'us-east-1'

/** Reads the address of a store; answers what is wrong with it as a text, which repeats nothing of it. */
export function readStoreAddress(text: string): StoreAddress | string {
  if (!URL.canParse(text)) return FORM
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    return 'must hold no credentials: those of S3 come from the environment, as AWS_ACCESS_KEY_ID and the like'
  if (url.protocol === 'file:') return readFolder(url)
  return url.protocol === 's3:' ? readBucket(url) : FORM
}

function readFolder(url: URL): StoreAddress | string {
  if (url.host !== '' || url.search !== '' || url.hash !== '') return FORM
  try {
    const folder = resolve(fileURLToPath(url))
    return isAbsolute(folder) && folder !== resolve('/') ? { kind: 'folder', folder } : FORM
  } catch {
    return FORM
  }
}

function readBucket(url: URL): StoreAddress | string {
  const bucket = url.hostname
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || url.port !== '' || url.hash !== '') return FORM
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '')
  if (!/^[A-Za-z0-9/_.-]{0,200}$/.test(prefix) || prefix.includes('..'))
    return 'must have a prefix of letters, digits, `-`, `_`, `.` and `/`'
  const server = readServer(url.searchParams)
  if (typeof server === 'string') return server
  return { kind: 's3', bucket, prefix: prefix === '' ? '' : `${prefix}/`, ...server }
}

function readServer(parameters: URLSearchParams): string | { region: string; endpoint: string | undefined } {
  const isKnown = (name: string): boolean => name === 'region' || name === 'endpoint'
  if (![...parameters.keys()].every(isKnown)) return 'takes the parameters region and endpoint, and no other one'
  const endpoint = parameters.get('endpoint') ?? undefined
  if (endpoint !== undefined && !isOrigin(endpoint)) return 'must have an endpoint such as https://s3.example:9000'
  const region = parameters.get('region') ?? DEFAULT_REGION
  return /^[a-z0-9-]{1,40}$/.test(region) ? { region, endpoint } : 'must have a region such as eu-central-1'
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const { protocol, username, password, search, hash } = url
  return /^https?:$/.test(protocol) && username === '' && password === '' && search === '' && hash === ''
}

/** The setting `BLOB_STORE`. */
export const blobStore = z
  .string()
  .superRefine((text, context) => {
    const read = readStoreAddress(text)
    if (typeof read === 'string') context.addIssue({ code: 'custom', message: read })
  })
  .optional()
  .describe(
    'Where files that are being worked on lie: `file:///folder`, which all processes of a service share, or `s3://bucket/prefix?region=eu-central-1&endpoint=https://…`, with credentials from the environment as the AWS SDK reads them. Without it imports lie in the database while they are under way',
  )
