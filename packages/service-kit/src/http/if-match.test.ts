import { describe, expect, it } from 'vitest'
import { type IfMatch, readIfMatch, requireVersion } from './if-match.js'

const read = (header?: string) => readIfMatch(header, false)

describe('If-Match', () => {
  it('asks for nothing, for whatever exists, or for any of several versions', () => {
    expect([read(), read('*'), read(' * ')]).toEqual([undefined, '*', '*'])
    expect([read('"7"'), read('"7", "8"'), read('W/"7" ,\t"9"')]).toEqual([['7'], ['7', '8'], ['7', '9']])
    // Who joins lists leaves empty places in them (RFC 9110, 5.6.1.2).
    expect([read('"7",'), read(',"7"'), read('"7", ,"8" , ')]).toEqual([['7'], ['7'], ['7', '8']])
  })

  it('asks for nothing to be there yet with If-None-Match: *, and for nothing else', () => {
    const readNone = (given: string, ifMatch?: string) => readIfMatch(ifMatch, true, given)
    expect([readNone('*'), readNone(' * ')]).toEqual(['none', 'none'])
    for (const given of ['"7"', 'W/"7"', '', '*, "7"'])
      expect(() => readNone(given), given).toThrow(expect.objectContaining({ code: 'if_none_match_unsupported' }))
    expect(() => readNone('*', '"7"')).toThrow('Send it or If-Match, not both.')
    expect(() => requireVersion('none', null)).not.toThrow()
    expect(() => requireVersion('none', 7)).toThrow('It exists, in version 7.')
  })

  it('matches nothing with a tag that is none of ours', () => {
    const refused = ['""', '"a,b"', '"7.0"', '"07"', '"-7"', '"1234567890123456"', '"8", "seven"'].filter((header) => {
      try {
        requireVersion(read(header), 7)
        return false
      } catch {
        return true
      }
    })
    expect(refused).toHaveLength(7)
  })

  it('is refused where it is no list of tags', () => {
    for (const header of ['', ' ', ',', ' , ', '7', '"7', '7"', '"7" "8"', '"7",*', 'w/"7"', '"7";"8"'])
      expect(() => read(header), header).toThrow(expect.objectContaining({ code: 'etag_mismatch' }))
    expect(() => readIfMatch(undefined, true)).toThrow(expect.objectContaining({ code: 'if_match_required' }))
  })

  it('is true of what exists with such a version only', () => {
    const refuses = (version: number | null) => (ifMatch: IfMatch) => {
      try {
        requireVersion(ifMatch, version)
        return false
      } catch {
        return true
      }
    }
    const matches: readonly IfMatch[] = [undefined, '*', ['7', '8'], ['9'], []]
    expect(matches.map(refuses(8))).toEqual([false, false, false, true, true])
    expect(matches.map(refuses(null))).toEqual([false, true, true, true, true])
    expect(() => requireVersion(['7'], 8)).toThrow('It has version 8 by now.')
    expect(() => requireVersion('*', null)).toThrow('It does not exist.')
  })

  it('is read in a time that grows with its length', () => {
    const many = Array.from({ length: 4_000 }, (_, index) => `"${index}"`).join(', ')
    expect(read(many)).toHaveLength(4_000)
    expect(() => read(`${' '.repeat(16_000)}x`)).toThrow()
  })
})
