import { describe, expect, it } from 'vitest'
import { readRecord, UNREADABLE } from './read-record.js'

const record = { key: Buffer.from('w:a'), value: Buffer.from('{"größe":"🎉"}'), headers: { ce_id: Buffer.from('1') } }
const latin1 = Buffer.from('{"name":"M\xfcller"}', 'latin1')

describe('a record of the log', () => {
  it('is read as the text it is, with or without a mark', () => {
    expect(readRecord(record)).toEqual({ key: 'w:a', value: '{"größe":"🎉"}', headers: { ce_id: '1' } })
    expect(readRecord({ ...record, value: Buffer.from('\uFEFF{}') }).value).toBe('{}')
    expect(readRecord({ ...record, value: Buffer.from('"\uFFFD"') }).value).toBe('"\uFFFD"')
    expect(readRecord({ key: null, value: null })).toEqual({ key: '', value: null, headers: {} })
  })

  it('keeps bytes that are no UTF-8, and says so', () => {
    const read = readRecord({ ...record, value: latin1, headers: { ce_type: [Buffer.from([0xff])] } })
    expect(read.headers[UNREADABLE]).toBe('value ce_type')
    expect(Buffer.from(read.value ?? '', 'base64').equals(latin1)).toBe(true)
  })

  it('may carry foreign headers of any bytes', () => {
    expect(readRecord({ ...record, headers: { 'b3-flags': Buffer.from([0xff]) } }).headers[UNREADABLE]).toBeUndefined()
  })
})
