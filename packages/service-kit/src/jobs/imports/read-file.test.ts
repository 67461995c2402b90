import { describe, expect, it } from 'vitest'
import type { FileRow } from './file-row.js'
import { readCsv } from './read-csv.js'
import { readNdjson } from './read-ndjson.js'
import { countBytes } from './receive-file.js'

/** The bytes of a text, in pieces of this length. */
async function* pieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length)
}

async function all(rows: AsyncIterable<FileRow>): Promise<readonly FileRow[]> {
  const found: FileRow[] = []
  for await (const row of rows) found.push(row)
  return found
}

const CSV = '\uFEFFa.b,a.c:json,d\r\n"ä ""x"", y","[1,{""z"":null}]",\r\n\r\n"zwei\r\nZeilen",,"1"\nß,{,3\rletzte,"1",x'
const NDJSON = '\uFEFF{"a":"ä"}\r\n\n  \t\r\n[1]\n{"a":\n{"b":2}'
const values = (rows: readonly FileRow[]) =>
  rows.map(({ line, content }) => [line, 'value' in content ? content.value : content.faults.map(({ code }) => code)])

describe('a file of rows', () => {
  it.each([1, 2, 3, 7, 1_000])('is the same however its bytes arrive (%i at once)', async (length) => {
    const counted = () => countBytes(pieces(Buffer.from(CSV), length), 1_000).bytes
    expect(values(await all(readCsv(counted(), { delimiter: 'comma', known: ['a', 'd'] })))).toEqual([
      [2, { a: { b: 'ä "x", y', c: [1, { z: null }] } }],
      [4, { a: { b: 'zwei\r\nZeilen' }, d: '1' }],
      [6, ['json_invalid']],
      [7, { a: { b: 'letzte', c: 1 }, d: 'x' }],
    ])
    const lines = countBytes(pieces(Buffer.from(NDJSON), length), 1_000).bytes
    expect(values(await all(readNdjson(lines)))).toEqual([
      [1, { a: 'ä' }],
      [4, ['invalid_type']],
      [5, ['json_invalid']],
      [6, { b: 2 }],
    ])
  })

  it.each([
    ['a.b;c', 'comma'],
    ['a.b,c', 'semicolon'],
    ['a.b\tc', 'comma'],
  ] as const)('is refused at once where another delimiter was meant: %j', async (header, delimiter) => {
    const bytes = pieces(Buffer.from(`${header}\n1\n`), 64)
    await expect(all(readCsv(bytes, { delimiter, known: ['a', 'c'] }))).rejects.toMatchObject({
      faults: [{ pointer: '/query/delimiter', code: 'delimiter_wrong' }],
    })
  })

  it('has a limit, and a digest of all its bytes', async () => {
    const bytes = Buffer.from('\uFEFF{}\n')
    const counted = countBytes(pieces(bytes, 2), bytes.length)
    await all(readNdjson(counted.bytes))
    expect(counted.digest()).toMatch(/^[0-9a-f]{64}$/)
    await expect(all(readNdjson(countBytes(pieces(bytes, 2), bytes.length - 1).bytes))).rejects.toMatchObject({
      kind: 'too_large',
      code: 'import_too_large',
    })
  })

  it('is refused where a row has too many delimiters to be held, and not for many rows of many', async () => {
    const read = (text: string) => all(readCsv(pieces(Buffer.from(text), 50_000), { delimiter: 'comma', known: ['a'] }))
    // Within quotes, where they cost nothing here.
    await expect(read(`a\n"${','.repeat(160_000)}`)).rejects.toMatchObject({
      faults: [{ pointer: '/body', code: 'too_many_cells' }],
    })
    expect(await read(`a\n${`"${','.repeat(60_000)}"\n`.repeat(3)}`)).toHaveLength(3)
  })

  it('keeps what JSON would lose: long numbers, NUL, halves of pairs, prototypes', async () => {
    const lines = ['{"a":12345678901234567890}', '{"a":"\\u0000"}', '{"a":"\\ud83d"}', '{"__proto__":1}'].join('\n')
    const found = await all(readNdjson(pieces(Buffer.from(lines), 64)))
    expect(found.every(({ content }) => 'faults' in content)).toBe(true)
    const cells = await all(
      readCsv(pieces(Buffer.from('a:number\n12345678901234567890\n1e400\n"1\0"\n'), 64), {
        delimiter: 'comma',
        known: ['a'],
      }),
    )
    expect(cells.map(({ content }) => 'faults' in content)).toEqual([true, true, true])
  })
})
