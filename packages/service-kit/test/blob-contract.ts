import { createHash, randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { BlobStore } from '../src/blobs/blob-store.js'
import { BlobMissing } from '../src/blobs/blob-store.js'
import { type Blobs, openBlobs } from '../src/blobs/blobs.js'
import { noOutages } from './harness.js'

const MEGABYTE = 1_048_576

export async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

/** So many megabytes, none like the one before. */
export async function* megabytes(count: number, see: (chunk: Buffer) => void = () => undefined) {
  for (let number = 0; number < count; number += 1) {
    const chunk = Buffer.alloc(MEGABYTE, `${number} Größe `)
    see(chunk)
    yield chunk
  }
}

export async function textOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const held: Buffer[] = []
  for await (const chunk of bytes) held.push(chunk)
  return Buffer.concat(held).toString()
}

export async function namesOf(blobs: Blobs, workspaceId: string, folder?: string): Promise<readonly string[]> {
  const names: string[] = []
  for await (const { name } of blobs.of(workspaceId).list(folder)) names.push(name)
  return names.toSorted()
}

/** What every store does, whatever it is made of. */
export function blobContract(store: () => BlobStore): void {
  const service = (name = 'profile'): Blobs => openBlobs({ store: store(), service: name, outages: noOutages })
  const fresh = () => service().of(randomUUID())

  it('gives back what was put, its size and when that was, and puts something else in its place', async () => {
    const blobs = fresh()
    const began = Date.now()
    expect(await blobs.put('imports/eins', chunks('Grö', 'ße'))).toBe(7)
    expect(await textOf(blobs.open('imports/eins'))).toBe('Größe')
    const stat = await blobs.stat('imports/eins')
    expect(stat).toMatchObject({ name: 'imports/eins', bytes: 7 })
    // S3 counts seconds.
    expect(Math.abs((stat?.putAt.getTime() ?? 0) - began)).toBeLessThan(60_000)
    expect(await blobs.put('imports/eins', chunks('kurz'))).toBe(4)
    expect(await textOf(blobs.open('imports/eins'))).toBe('kurz')
  })

  it('reads ranges, and nothing behind the end', async () => {
    const blobs = fresh()
    await blobs.put('bereich', chunks('0123456789'))
    const range = (from: number, length?: number) =>
      textOf(blobs.open('bereich', length === undefined ? { from } : { from, length }))
    expect(await range(0)).toBe('0123456789')
    expect(await range(3)).toBe('3456789')
    expect(await range(3, 4)).toBe('3456')
    expect(await range(8, 100)).toBe('89')
    expect(await range(2, 0)).toBe('')
    expect(await range(10)).toBe('')
    expect(await range(11, 5)).toBe('')
  })

  it('keeps an empty blob', async () => {
    const blobs = fresh()
    expect(await blobs.put('leer', chunks())).toBe(0)
    expect(await blobs.stat('leer')).toMatchObject({ bytes: 0 })
    expect(await textOf(blobs.open('leer'))).toBe('')
    expect(await textOf(blobs.open('leer', { from: 0, length: 10 }))).toBe('')
  })

  it('takes names with umlauts, spaces and signs', async () => {
    const blobs = fresh()
    const names = ['Anhänge/Größe 42 %2F+&=?.csv', 'Anhänge/日本語 😀', "Anhänge/it's (1)*~!", 'x'.repeat(200)]
    for (const name of names) await blobs.put(name, chunks(name))
    for (const name of names) expect(await textOf(blobs.open(name))).toBe(name)
    const found: string[] = []
    for await (const { name } of blobs.list()) found.push(name)
    expect(found.toSorted()).toEqual(names.toSorted())
    const within: string[] = []
    for await (const { name } of blobs.list('Anhänge')) within.push(name)
    expect(within.length).toBe(3)
  })

  it.each(['', '/', '/etc/passwd', '../x', 'a/../b', 'a//b', 'a/', '.', '.halves/x', 'a/.b', 'a\\b', 'a\0b', '\ud800'])(
    'refuses a name that leads elsewhere: %j',
    async (name) => {
      const blobs = fresh()
      await expect(blobs.put(name, chunks('x'))).rejects.toThrow(RangeError)
      await expect(blobs.stat(name)).rejects.toThrow(RangeError)
      expect(() => blobs.open(name)).toThrow(RangeError)
    },
  )

  it('refuses a workspace that is none, and names that are too long', async () => {
    expect(() => service().of('../other')).toThrow()
    await expect(fresh().stat('ü'.repeat(101))).rejects.toThrow(RangeError)
    await expect(fresh().stat(Array(70).fill('x'.repeat(10)).join('/'))).rejects.toThrow(RangeError)
  })

  it('shows no workspace and no service what is another one’s', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    const [profile, journey] = [service(), service('journey')]
    await profile.of(first).put('a/b', chunks('von eins'))
    await profile.of(second).put('a/b', chunks('von zwei'))
    await journey.of(first).put('a/c', chunks('von journey'))
    expect(await textOf(profile.of(first).open('a/b'))).toBe('von eins')
    expect([await namesOf(profile, first), await namesOf(journey, first)]).toEqual([['a/b'], ['a/c']])
    await profile.of(first).remove('a/b')
    expect(await textOf(profile.of(second).open('a/b'))).toBe('von zwei')
    expect([await namesOf(profile, first), await namesOf(journey, first)]).toEqual([[], ['a/c']])
  })

  it('says that a blob is missing, and removes what is not there', async () => {
    const blobs = fresh()
    await blobs.remove('nie')
    expect(await blobs.stat('nie')).toBeNull()
    await expect(textOf(blobs.open('nie'))).rejects.toThrow(BlobMissing)
    await expect(textOf(blobs.open('nie', { from: 5, length: 3 }))).rejects.toThrow(BlobMissing)
    await blobs.put('da', chunks('x'))
    await blobs.remove('da')
    expect(await blobs.stat('da')).toBeNull()
  })

  it('keeps nothing of what breaks off, and what was there before stays', async () => {
    const blobs = fresh()
    await blobs.put('alt', chunks('alt'))
    const broken = new Error('the sender is gone')
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* megabytes(20)
      expect(await blobs.stat('neu')).toBeNull()
      throw broken
    }
    await expect(blobs.put('neu', breaking())).rejects.toBe(broken)
    await expect(blobs.put('alt', breaking())).rejects.toBe(broken)
    expect(await blobs.stat('neu')).toBeNull()
    expect(await textOf(blobs.open('alt'))).toBe('alt')
  })

  it('takes and gives a hundred megabytes without holding them', async () => {
    const blobs = fresh()
    const [sent, received] = [createHash('sha256'), createHash('sha256')]
    let most = 0
    const before = process.memoryUsage().rss
    const look = (): void => {
      most = Math.max(most, process.memoryUsage().rss - before)
    }
    const put = await blobs.put(
      'gross',
      megabytes(100, (chunk) => {
        sent.update(chunk)
        look()
      }),
    )
    expect(put).toBe(100 * MEGABYTE)
    for await (const chunk of blobs.open('gross')) {
      received.update(chunk)
      look()
    }
    expect(received.digest('hex')).toBe(sent.digest('hex'))
    expect(most).toBeLessThan(80 * MEGABYTE)
    expect(await textOf(blobs.open('gross', { from: 99 * MEGABYTE, length: 10 }))).toBe('99 Größe'.slice(0, 8))
    await blobs.remove('gross')
  })

  it('puts the same name at once, and one of them whole is there', async () => {
    const blobs = fresh()
    const texts = Array.from({ length: 8 }, (_, number) => `${number}`.repeat(50_000))
    await Promise.all(texts.map((text) => blobs.put('zugleich', chunks(text.slice(0, 20_000), text.slice(20_000)))))
    expect(texts).toContain(await textOf(blobs.open('zugleich')))
  })

  it('is asked whether it can be written', async () => {
    const blobs = service()
    await expect(blobs.probe()).resolves.toBeUndefined()
    await expect(blobs.check()).resolves.toBeUndefined()
  })
}
