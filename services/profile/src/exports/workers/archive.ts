import { Readable } from 'node:stream'
import { aboutName, PartAbout, pieceName } from '@polyphon/service-kit/exports'
import { SERVICES } from '@polyphon/values'
import yazl from 'yazl'
import type { ProfileDeps } from '../../config.js'
import type { PersonExport, WrittenPart } from '../domain/export.js'
import { indexPage, LANGUAGES } from '../steps/index-page.js'

type ExportBlobs = ReturnType<NonNullable<ProfileDeps['blobs']>['exports']>

/** What the services say of their parts, in their order. Throws `BlobMissing`. */
export async function readAbouts(blobs: ExportBlobs, found: PersonExport): Promise<readonly PartAbout[]> {
  const abouts: PartAbout[] = []
  for (const part of partsOf(found)) {
    const chunks: Buffer[] = []
    for await (const chunk of blobs.open(aboutName(part.folder))) chunks.push(chunk)
    abouts.push(PartAbout.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))))
  }
  return abouts
}

export interface Archive {
  readonly stream: Readable
  /** Lets go of what is open, however far it was read. */
  close(): void
}

/**
 * The archive as it is read, with constant memory: an index for people in each language, one for programs, and what each
 * service has written. What fails on the way ends the stream with an error.
 */
export function openArchive(blobs: ExportBlobs, found: PersonExport, abouts: readonly PartAbout[]): Archive {
  const zip = new yazl.ZipFile()
  const { outputStream: stream } = zip
  if (!(stream instanceof Readable)) throw new Error('What yazl gives is no stream.')
  const mtime = found.readyAt ?? found.requestedAt
  for (const language of LANGUAGES)
    zip.addBuffer(Buffer.from(indexPage(found, abouts, language)), `index.${language}.html`, { mtime })
  zip.addBuffer(Buffer.from(indexOf(found, abouts)), 'index.json', { mtime, compress: false })
  const texts = partsOf(found).flatMap((part, index) => {
    const about = abouts[index]
    if (about === undefined) return []
    const text = Readable.from(textOf(blobs, part, about), { objectMode: false })
    text.on('error', (error) => stream.destroy(error))
    zip.addReadStreamLazy(`${about.service}.json`, { mtime }, (done) => done(null, text))
    return [text]
  })
  zip.on('error', (error) => stream.destroy(error))
  // Also once nobody listens any more: what fails then is nobody's business.
  stream.on('error', () => undefined)
  zip.end()
  return {
    stream,
    close: () => {
      for (const open of [stream, ...texts]) open.destroy()
    },
  }
}

const partsOf = ({ parts }: PersonExport): readonly WrittenPart[] => SERVICES.flatMap((name) => parts[name] ?? [])

const indexOf = ({ exportId, profileId, requestedAt }: PersonExport, services: readonly PartAbout[]): string =>
  `${JSON.stringify({ exportId, profileId, requestedAt: requestedAt.toISOString(), services }, null, 2)}\n`

/** What a service has written, as one JSON document. */
async function* textOf(blobs: ExportBlobs, part: WrittenPart, about: PartAbout): AsyncGenerator<Uint8Array> {
  const { service, preparedAt, isBehind } = about
  yield Buffer.from(`${JSON.stringify({ service, preparedAt, isBehind }).slice(0, -1)},"tables":{`)
  for (let piece = 1; piece <= part.pieces; piece += 1) yield* blobs.open(pieceName(part.folder, piece))
  yield Buffer.from('}}\n')
}
