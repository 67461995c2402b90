import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseLocale } from './choose-locale.js'
import { canonicalLocale, Locale, readLocale } from './read-locale.js'

describe('a language as systems write it', () => {
  it.each([
    ['de_DE', 'de-DE'],
    ['de_DE.UTF-8', 'de-DE'],
    ['de_DE.UTF-8@euro', 'de-DE'],
    ['sr_RS@latin', 'sr-Latn-RS'],
    ['sr_RS.UTF-8@latin', 'sr-Latn-RS'],
    ['ca_ES@valencia', 'ca-ES-valencia'],
    ['zh_CN_#Hans', 'zh-Hans-CN'],
    ['sr_RS_#Latn', 'sr-Latn-RS'],
    ['zh__#Hant', 'zh-Hant'],
    ['zh_TW_#Hant_x-java', 'zh-Hant-TW'],
    ['zh-Hans_CN', 'zh-Hans-CN'],
    ['th_TH_TH_#u-nu-thai', 'th-TH'],
    ['ja_JP_JP', 'ja-JP'],
    ['no_NO_NY', 'nn-NO'],
    ['en_US_POSIX', 'en-US'],
    ['en-US,en;q=0.9', 'en-US'],
    ['*, de;q=0.5', 'de'],
    [' EN-gb ', 'en-GB'],
    ['iw_IL', 'he-IL'],
    ['in', 'id'],
    ['ji', 'yi'],
    ['sh', 'sr-Latn'],
    ['cmn-TW', 'zh-TW'],
    ['en_GB@calendar=gregorian', 'en-GB'],
    ['es-419', 'es-419'],
  ])('%s is %s', (text, locale) => {
    expect(readLocale(text)).toBe(locale)
  })

  it.each(['', 'C', 'POSIX', 'C.UTF-8', 'english', 'x', 'und', 'mul', 'default', 'i-klingon', 'x-private', '-en', '*'])(
    '%s is none',
    (text) => {
      expect(readLocale(text)).toBeNull()
    },
  )

  it('is none where it is no text, and never ends in an error', () => {
    expect([7, null, undefined, {}, ['de']].map(readLocale)).toEqual([null, null, null, null, null])
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('adeENzh_-#@.,;q=19Hans')) }), (text) => {
        const locale = readLocale(text)
        return locale === null || (locale === canonicalLocale(locale) && locale === readLocale(locale))
      }),
    )
  })

  it('is taken by operations, a list of them is not', () => {
    expect(Locale.parse('de_AT')).toBe('de-AT')
    expect([Locale.safeParse('en,de').success, Locale.safeParse('klingonisch').success]).toEqual([false, false])
  })
})

describe('the language that is chosen', () => {
  const chinese = ['zh-Hans', 'zh-Hant', 'en']
  const english = ['en-ZA', 'en-AU', 'en', 'de-DE', 'fr']
  const serbian = ['sr-Latn', 'sr', 'no', 'pt-PT', 'en']
  it.each([
    ['en-ZA', english, 'en-ZA'],
    ['en-GB', english, 'en'],
    ['EN-za', english, 'en-ZA'],
    ['de', english, 'de-DE'],
    ['de-AT', english, 'de-DE'],
    ['it', english, null],
    ['zh-TW', chinese, 'zh-Hant'],
    ['zh-HK', chinese, 'zh-Hant'],
    ['zh-MO', ['zh-Hant-TW', 'zh-HK'], 'zh-HK'],
    ['zh-Hant-TW', chinese, 'zh-Hant'],
    ['zh-CN', chinese, 'zh-Hans'],
    ['zh', chinese, 'zh-Hans'],
    ['zh-SG', chinese, 'zh-Hans'],
    ['yue', chinese, 'zh-Hant'],
    ['zh-TW', ['en', 'zh-CN'], null],
    ['zh-TW', ['zh', 'zh-Hant'], 'zh-Hant'],
    ['sr-Latn-RS', serbian, 'sr-Latn'],
    ['sr-RS', serbian, 'sr'],
    ['sr_RS@latin', serbian, 'sr-Latn'],
    ['nb-NO', serbian, 'no'],
    ['nn', ['da', 'nb'], 'nb'],
    ['no', ['en', 'nb'], 'nb'],
    ['pt-BR', serbian, 'pt-PT'],
    ['pt-AO', ['pt-BR', 'pt-PT'], 'pt-PT'],
    ['es-MX', ['es-ES', 'es', 'es-419'], 'es-419'],
    ['en-AU', ['en-US', 'en-GB'], 'en-GB'],
    ['en-GB-oxendict', ['en-US', 'en-GB'], 'en-GB'],
    ['de-AT-1996', ['de', 'de-AT'], 'de-AT'],
    ['iw', ['en', 'he'], 'he'],
    ['fil', ['tl', 'en'], 'tl'],
  ])('for %s of %j is %s', (wish, available, chosen) => {
    expect(chooseLocale(available, [wish])).toBe(chosen)
  })

  it('is the one of the first wish that fits', () => {
    expect(chooseLocale(['de', 'en'], [null, 'fr', 'nonsense', 'en-GB', 'de'])).toBe('en')
    expect(chooseLocale(['de', 'en'], [])).toBeNull()
  })

  it('is the wanted one wherever it is there, in whatever order', () => {
    const tags = [
      'de',
      'de-AT',
      'en',
      'en-GB',
      'zh-Hans',
      'zh-Hant',
      'zh-TW',
      'pt',
      'pt-BR',
      'sr',
      'sr-Latn',
      'nb',
      'nn',
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(tags, { minLength: 1 }), fc.constantFrom(...tags), (available, wish) => {
        const chosen = chooseLocale(available, [wish])
        if (available.includes(wish)) expect(chosen).toBe(wish)
        else expect(chosen === null || available.includes(chosen)).toBe(true)
      }),
    )
  })
})
