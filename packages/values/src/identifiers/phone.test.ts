import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { phoneNormaliser } from './phone.js'

const germany = phoneNormaliser('DE')
const nowhere = phoneNormaliser(null)

/** The forms of these spellings, each once. */
const formsOf = (spellings: readonly string[], read = germany) => [...new Set(spellings.map(read))]

describe('a phone number', () => {
  it('is read as people of the region write it', () => {
    expect(
      formsOf([
        '0170 1234567',
        '+49 170 1234567',
        '0049 170/1234567',
        '00 49 170 1234567',
        '(0170) 12 34 567',
        '0170/1234567',
        '+49(0)170 1234567',
        '+49 (0) 170 / 1234567',
        '49 170 1234567',
        '491701234567',
        'tel:+49-170-1234567',
        'TEL:0170-1234567',
        'Tel.: 0170 1234567',
        'whatsapp:+491701234567',
        '\u202A+49 170 1234567\u202C',
        '+49\u00A0170\u00A01234567',
        '＋４９１７０１２３４５６７',
        '+49 170 12‑34–567',
        '٠١٧٠١٢٣٤٥٦٧',
        '0170.123.45.67',
      ]),
    ).toEqual(['+491701234567'])
    expect(formsOf(['020 7946 0958', '+44 (0)20 7946 0958', '44 20 7946 0958'], phoneNormaliser('GB'))).toEqual([
      '+442079460958',
    ])
    expect(
      formsOf(['(201) 555-0123', '1-201-555-0123', '+1 201 555 0123', '011 1 201 555 0123'], phoneNormaliser('US')),
    ).toEqual(['+12015550123'])
    expect(formsOf(['06 12345678', '+39 06 12345678'], phoneNormaliser('IT'))).toEqual(['+390612345678'])
    expect(formsOf(['030 1234-12', '+49 30 1234-12'])).toEqual(['+4930123412'])
    expect(formsOf(['030 1234-0', '+49 (30) 1234 - 0'])).toEqual(['+493012340'])
  })

  it('needs a country code where no region is set', () => {
    expect(formsOf(['+49 170 1234567', '0049 170 1234567'], nowhere)).toEqual(['+491701234567'])
    for (const text of ['0170 1234567', '491701234567']) expect(nowhere(text), text).toBeNull()
    expect(phoneNormaliser('QX')('0170 1234567')).toBeNull()
  })

  it('keeps its extension, whatever the language', () => {
    expect(
      formsOf([
        '+49 30 123456 ext. 12',
        '030 123456 x12',
        '030 123456x12',
        '030/123456 #12',
        '030 123456#12',
        '030 123456 Durchwahl 12',
        '030 123456 Durchwahl -12',
        '030 123456 (Durchwahl 12)',
        '030 123456, Ext 12',
        '030 123456 DW: 12',
        '030 123456 Nebenstelle 12',
        '030 123456 App. 12',
        '030 123456 extensión 12',
        '030 123456 poste 12',
        '030 123456 interno 12',
        '030 123456 ramal 12',
        '030 123456 toestel 12',
        '030 123456 доб. 12',
        '030 123456 内線12',
        '030 123456,,12',
        'tel:+49-30-123456;ext=12',
        '+4930123456;ext=12',
      ]),
    ).toEqual(['+4930123456;ext=12'])
    expect(germany('030 123456 Durchwahl 0')).toBe('+4930123456;ext=0')
    expect(germany('tel:123456;phone-context=+4930')).toBe('+4930123456')
  })

  it('is the whole number that a spreadsheet took for a decimal one', () => {
    expect(formsOf(['491701234567.0', '491701234567.00', '1701234567.0'])).toEqual(['+491701234567'])
    expect(phoneNormaliser('US')('2015550123.0')).toBe('+12015550123')
    expect(phoneNormaliser('IT')('393331234567.0')).toBe('+393331234567')
    for (const text of [
      '0170 1234567.0',
      '0151 1234567.0',
      '01701234567.0',
      '+49 170 1234567.00',
      '+491701234567.0',
      '491701234567.000',
      '491701234567.5',
      '491701234567,0',
      '030 1234567.8',
      '4.91701234567E+11',
      '4.91701234567e11',
    ])
      expect(germany(text), text).toBeNull()
  })

  it('is none where its last digits may be a count, a range or another number', () => {
    for (const text of [
      '0170 1234567 (2)',
      '0170 1234567 [2]',
      '0170 1234567(2)',
      '030 1234567/8',
      '030 1234567/68',
      '030 1234567 / 1234568',
      '030/123456/7',
      '030 123456/123457',
      '030 1234567~8',
      '030 1234567〜8',
      '+49 30 1234567/8',
      '0049 30 1234567/8',
      '4930 1234567/8',
      '030.1234567.8',
      '(2) 0170 1234567',
      '2 0170 1234567',
      '2) 0170 1234567',
      'Mobil: 2. 0170 1234567',
    ])
      expect(germany(text), text).toBeNull()
    expect(nowhere('+49 30 1234567/8')).toBeNull()
    expect(formsOf(['05322/123', '+49 5322/123'])).toEqual(['+495322123'])
    expect(formsOf(['6 02 34 56 78', '06.02.34.56.78'], phoneNormaliser('FR'))).toEqual(['+33602345678'])
    expect(formsOf(['8 (912) 345-67-89', '8 912 345-67-89'], phoneNormaliser('RU'))).toEqual(['+79123456789'])
  })

  it('is none if it cannot be called, or if it is more than one', () => {
    for (const text of [
      '',
      '12',
      'keine',
      '+49',
      '+',
      '1'.repeat(10_000),
      'call +49 30 123455 or +49 30 123457',
      '+49 30 123455 / +49 30 123457',
      '030 123456, 030 123457',
      '1-800-FLOWERS',
      '0170 1234567 abends',
      '++49 170 1234567',
      '+49 170 12345a7',
      'tel:+4930123456;isub=12',
      '+4930123456;ext=1a',
      '0170 123\uD83D4567',
    ])
      expect(germany(text), JSON.stringify(text.slice(0, 50))).toBeNull()
  })
})

const number = fc.stringMatching(/^1[5-7]\d{8,9}$/)
const extension = fc.stringMatching(/^\d{1,6}$/)

describe('the one form of a phone number', () => {
  it('is its own form, with and without a region', () => {
    fc.assert(
      fc.property(number, fc.option(extension, { nil: undefined }), (digits, ext) => {
        const normal = germany(`0${digits}${ext === undefined ? '' : ` ext ${ext}`}`)
        expect(normal).toBe(`+49${digits}${ext === undefined ? '' : `;ext=${ext}`}`)
        expect(germany(normal ?? '')).toBe(normal)
        expect(nowhere(normal ?? '')).toBe(normal)
      }),
    )
  })

  it('keeps different people apart', () => {
    fc.assert(
      fc.property(number, extension, extension, (digits, left, right) => {
        fc.pre(left !== right)
        for (const word of ['x', 'Durchwahl ', ';ext=', '#'])
          expect(germany(`0${digits}${word}${left}`)).not.toBe(germany(`0${digits}${word}${right}`))
      }),
    )
  })

  it('never takes in what stands beside it, in any country', () => {
    const regions = getCountries()
    const beside = fc.tuple(fc.constantFrom('/', ' / ', '~', '.', ' (', '(', '[', ' ['), fc.stringMatching(/^\d{1,2}$/))
    fc.assert(
      fc.property(fc.constantFrom(...regions), fc.nat({ max: 3 }), beside, (region, form, [sign, digits]) => {
        const example = getExampleNumber(region, examples)
        fc.pre(example !== undefined)
        const written = [
          example?.number,
          example?.number.slice(1),
          example?.formatInternational(),
          example?.formatNational(),
        ][form]
        const read = phoneNormaliser(region)
        const text = `${written ?? ''}${sign}${digits}${sign.includes('(') ? ')' : sign.includes('[') ? ']' : ''}`
        expect([null, read(written ?? ''), example?.number], text).toContain(read(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('is found or not, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const normal = germany(text)
        if (normal !== null) expect(germany(normal)).toBe(normal)
      }),
      { numRuns: 500 },
    )
  })
})
