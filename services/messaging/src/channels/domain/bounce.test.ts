import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBounce, shortReason } from './bounce.js'

describe('a bounce', () => {
  it.each([
    'hard',
    'Hard',
    'HardBounce',
    'hard_bounce',
    'hard bounce',
    'Permanent',
    'Permanent/General',
    'permanent; user unknown',
    'permanent_fail',
    'BadEmailAddress',
    'bad_mailbox',
    'Dauerhafter Fehler: Empfänger unbekannt',
    '5.1.1',
    '5.1.10',
    '550 5.1.1 user unknown',
    'smtp; 550-5.1.1 The email account does not exist',
    'Status: 5.1.1',
    '5.0.0',
    '5.2.1 disabled',
    'smtp_550 5.1.1',
    '#5.1.1 smtp;550',
    '550 5.1.1 <a@b.de>: Empfänger unbekannt.',
    '550 5.7.17 mailbox owner has changed',
    'Die Adresse existiert nicht (5.1.1).',
    'permanent; 550 No such user jane@corporate.example',
    'permanent; unknown user, domain fullservice.example',
    'permanent; user blocky@contentful.example unknown, separate notice follows',
    'hard; user unknown; see https://policy.example/rate',
    '550 5.1.1 unknown user; Exim 4.94.2',
    '550 5.1.1 unknown user 4.1.1-v6si2323 - gsmtp',
    'Postfix 4.4.1 said 5.1.1',
    `hard; ${'x'.repeat(600)} 5.1.1`,
  ])('suppresses the address: %s', (reason) => expect(readBounce(reason)).toBe('address'))

  it.each([
    '5.2.2',
    '552 5.2.2 mailbox full',
    '554 5.7.1 looks like spam',
    '5.7.26 unauthenticated',
    '550 5.3.4 message too big',
    '553 5.6.7 no SMTPUTF8',
    '5.1.8 bad sender',
    'hard; 5.7.1',
    'hard bounce: mailbox full',
    'hard bounce: the mailbox of jane@example.org is over quota',
    'hard; Speicherplatzkontingent erschöpft',
    'hard; rate limited',
    'hard; this mail was blocked',
    'hard; abwesend',
    'Permanent: Postfach voll',
    '550 5.4.6 routing loop',
    'permanent; blocked by policy',
    '5.1.1 5.7.1',
  ])('is about the message only: %s', (reason) => expect(readBounce(reason)).toBe('message'))

  it.each([
    'soft',
    'SoftBounce',
    '4.2.2',
    '452 4.2.2 mailbox full',
    'Transient',
    'Transient/MailboxFull',
    'Status: 4.4.1',
    'soft; 5.1.1',
    'hard; 4.4.7',
    '450 4.1.1 try later 5.1.1',
    'Vorübergehender Zustellfehler',
    'temp_fail',
    'deferred',
    'Undetermined',
  ])('is temporary: %s', (reason) => expect(readBounce(reason)).toBe('transient'))

  it.each([
    null,
    '',
    'mailbox full',
    'Postfach voll',
    'over quota',
    'full',
    'greylisted, try again later',
    '421',
    '550',
    '550 user unknown',
    'timeout',
    'blocked',
    'out of office',
    'AutoResponder',
    'connect to 5.1.1.1:25 refused',
    'host 10.5.1.1 said no',
    'client 2.5.1.1',
    'harddisk full',
    'Permanently moved to another team',
    'unbekannt',
    '15.1.1',
    '5.1.1111',
  ])('says nothing lasting: %s', (reason) => expect(readBounce(reason)).toBe('unknown'))

  it('is classified by the whole reason, of which the beginning is kept', () => {
    const text = `550 ${'wort '.repeat(400)}5.1.1`
    const kept = shortReason(text)
    expect([kept.length <= 500, kept.startsWith('550 wort'), readBounce(kept)]).toEqual([true, true, 'address'])
    expect(readBounce(shortReason(`${text} and 4.2.2`))).toBe('transient')
    expect(shortReason('5.1.1')).toBe('5.1.1')
  })

  it('never suppresses an address where a code of class 4 is reported as well', () => {
    const code = fc.tuple(fc.constantFrom('4', '5'), fc.nat(7), fc.nat(20)).map((parts) => parts.join('.'))
    fc.assert(
      fc.property(fc.array(fc.oneof(code, fc.string({ maxLength: 10 })), { maxLength: 6 }), (words) => {
        const kind = readBounce(['x', ...words, '4.2.2'].join(' '))
        expect(kind).not.toBe('address')
      }),
    )
  })
})
