import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseEmail } from './email.js'

/** The forms of these spellings, each once. */
const formsOf = (...spellings: readonly string[]) => [...new Set(spellings.map(normaliseEmail))]

describe('an e-mail address', () => {
  it('meets its other spellings', () => {
    expect(
      formsOf(
        ' Jane@Example.ORG ',
        'jane@example.org.',
        '\u200Bjane@example.org\uFEFF',
        '\u202Ajane@example.org\u202C',
        'ja\u00ADne@exam\u200Bple.org',
        'jane@exam\u200Dple.org',
        '\u00A0jane@example.org',
        'jane＠example．org',
        'ｊａｎｅ@ｅｘａｍｐｌｅ．ｏｒｇ',
        'jane@example。org',
        'mailto:jane@example.org',
        'MAILTO:Jane%40example.org?subject=Hello',
        '"jane"@example.org',
        '"ja\\ne"@example.org',
        'jane@ⓔxample.org',
        'jane@example.org,',
        'jane@example.org.;',
        'jane@example.org ;',
        'jane@example.org，',
        '"jane@example.org"',
        "'jane@example.org',",
        '"jane"@example.org;',
        'mailto:jane@example.org,',
        'mailto:jane@example.org%3B',
      ),
    ).toEqual(['jane@example.org'])
    expect(formsOf('Müller@Straße.de', 'mu\u0308ller@xn--strae-oqa.de', 'MÜLLER@XN--STRAE-OQA.DE.')).toEqual([
      'müller@xn--strae-oqa.de',
    ])
    expect(formsOf('x@müller.de', 'X@MÜLLER.DE', 'x@mu\u0308ller.de', 'x@xn--mller-kva.de')).toEqual([
      'x@xn--mller-kva.de',
    ])
  })

  it('keeps what may be another mailbox', () => {
    for (const [left, right] of [
      ['jane+a@example.org', 'jane+b@example.org'],
      ['jane+a@example.org', 'jane@example.org'],
      ['j.ane@gmail.com', 'jane@gmail.com'],
      ['jale.ipek@example.org', 'jale.ıpek@example.org'],
      ['jane@example.org', 'jane@example.com'],
      ['strasse@x.de', 'straße@x.de'],
      ['x@strasse.de', 'x@straße.de'],
      // With and without a joiner these are two names in Persian.
      ['x@نامه\u200Cای.com', 'x@نامهای.com'],
    ] as const) {
      expect(normaliseEmail(left), left).not.toBeNull()
      expect(normaliseEmail(left), `${left} ${right}`).not.toBe(normaliseEmail(right))
    }
  })

  it('is taken as people have it, however odd', () => {
    for (const address of [
      "o'brien@example.org",
      'try..this@docomo.example',
      'john.@docomo.example',
      'jo@xn--i-7iq.ws',
      'jo@foo_bar.example.org',
      'jo_@example.org',
      'a!#$%&*/?=^`{|}~@example.org',
      'jo@localhost',
      'info@example.org',
      'noreply@example.org',
      'デモ@example.org',
    ])
      expect(normaliseEmail(address)).toBe(address)
  })

  it('is none without a name or a host, and smuggles nothing', () => {
    for (const text of [
      '',
      'jane',
      '@example.org',
      'jane@',
      'jane doe@example.org',
      'jane @example.org',
      'a@b@c.de',
      'jo＠evil.example@example.org',
      'a@b/c',
      'a@b:80',
      'a@[::1]',
      'a@[127.0.0.1]',
      'a@[IPv6:2001:db8::1]',
      'a@127.0.0.1',
      'a@2130706433',
      'a@0x7f.1',
      'a@１２７.1',
      'a@b%2Ec',
      'a@b..de',
      'a@.de',
      'a@b.de..',
      'a@b℀.de',
      'a@xn--a',
      'Jo <jo@example.org>',
      'jo@example.org, eve@evil.example',
      'mailto:jo@example.org,eve@evil.example',
      'jo@example.org;eve@evil.example',
      'jo@example.org,eve.evil.example',
      'jo@example.org;eve',
      'jo@example.org,,',
      'jo@example.org"',
      '"jo@example.org',
      "jo@example.org'",
      'jo@example.org)',
      'jo@(example.org)',
      'jo@exa"mple.org',
      "jo@o'brien.example",
      'jo@example.org!',
      'jo@*.example.org',
      'jo@example.org=',
      'jo@example.org&x',
      'jo@{example}.org',
      'jo@$x.org',
      'jo@a+b.org',
      'jo@~.org',
      'jo@`id`.org',
      'jo@a|b.org',
      'jo@a^b.org',
      'jo@,',
      'jo@example.org’',
      'jo@“example.org”',
      'jo@example.org–',
      'jo@exam‐ple.org',
      'jo@example.org…',
      'jo@-example.org',
      'jo@example-.org',
      'jo@example.-',
      'jo@example、org',
      '*@example.org',
      'jo*@example.org',
      '*jo@example.org',
      '%@example.org',
      '-oQ/tmp@example.org',
      '=?utf-8?q?x?=@example.org',
      '"john doe"@example.org',
      '"a@b"@example.org',
      'jo\r\nBcc:x@example.org',
      'jo\0@example.org',
      'jo\uD83D@example.org',
      `${'x'.repeat(65)}@example.org`,
      `x@${'y'.repeat(64)}.org`,
      `x@${'y.'.repeat(200)}org`,
      'x'.repeat(100_000),
    ])
      expect(normaliseEmail(text), JSON.stringify(text.slice(0, 60))).toBeNull()
  })
})

const local = fc.stringMatching(/^[a-zA-Z0-9ÄÖÜäöüßéİıΣ._+'&-]{1,20}$/)
const host = fc.stringMatching(/^[a-zA-Z0-9äöüÄÖÜß]{1,12}\.(?:de|ORG|example|straße)$/)
const noise = fc.constantFrom('', ' ', '\u00A0', '\u200B', '\u200E', '\uFEFF', '\u2060', '\u00AD')

describe('the one form of an e-mail address', () => {
  it('is its own form', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(local, host).map((parts) => parts.join('@')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const normal = normaliseEmail(text)
          if (normal !== null) expect(normaliseEmail(normal)).toBe(normal)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('does not depend on case, composition, a final dot or what nobody sees', () => {
    fc.assert(
      fc.property(local, host, noise, noise, (name, domain, before, after) => {
        const normal = normaliseEmail(`${name}@${domain}`)
        for (const other of [
          `${before}${name}@${domain}${after}`,
          `${name}@${domain}.`,
          `${name.normalize('NFD')}@${domain.normalize('NFD')}`,
          `${name}@${domain.toLowerCase()}`,
          `${name}@\u200B${domain}`,
        ])
          expect(normaliseEmail(other)).toBe(normal)
      }),
    )
  })

  it('has a host of letters, digits, hyphens, underscores and dots, whatever is written', () => {
    const sign = fc.constantFrom(...' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~。，；“”’…·\u00A0\u2028\u037E\u200D'.split(''))
    const odd = fc.string({
      unit: fc.oneof(
        sign,
        fc.constantFrom('a', 'ü', '1', '.'),
        fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
      ),
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(odd, odd, (left, right) => {
        for (const text of [`jo@${left}`, `jo@example.org${left}`, `${left}@example.org`, `${left}@${right}`]) {
          const normal = normaliseEmail(text)
          if (normal !== null)
            expect(normal, text).toMatch(
              /^[^\s@<>"(),:;\\[\]]{1,64}@(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/u,
            )
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('keeps different people apart', () => {
    const letters = fc.stringMatching(/^[a-z0-9äöüß+.]{1,20}$/)
    fc.assert(
      fc.property(letters, letters, (left, right) => {
        fc.pre(left !== right)
        expect(normaliseEmail(`${left}@example.org`)).not.toBe(normaliseEmail(`${right}@example.org`))
      }),
    )
  })
})
