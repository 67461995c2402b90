import { describe, expect, it } from 'vitest'
import { headOf } from '../../../test/composed.js'
import { nameOf } from './address.js'
import { readMailbox } from './mail.js'

const address = 'service@shop.example'

describe('a sender', () => {
  it.each([
    [address, null],
    [` <${address}> `, null],
    [`Shop <${address}>`, 'Shop'],
    [`Shop: News (Team) <${address}>`, 'Shop: News (Team)'],
    [`Muster, Söhne & Co. <${address}>`, 'Muster, Söhne & Co.'],
    [`"Muster, \\"M\\" & Co" <${address}>`, 'Muster, "M" & Co'],
    [`Shöp 🎁 <${address}>`, 'Shöp 🎁'],
    [`a@b.example <${address}>`, 'a@b.example'],
  ])('%s is one mailbox', (text, name) => {
    expect(readMailbox(text)).toEqual({ address, name })
  })

  it.each(['Shop', 'Shop <>', 'Shop <a b@c.example>', 'a@b.example, c@d.example', 'Shop: a@b.example;', ''])(
    '%s is none',
    (text) => expect(readMailbox(text)).toBeNull(),
  )

  it('is written as one mailbox in lines that every server takes, with all of its name', async () => {
    const written = async (name: string | null): Promise<string> => {
      const lines = await headOf({ from: { name, address } })
      expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(78)
      const unfolded = lines.join('\n').replaceAll(/\n(?=[ \t])/g, '')
      const from = unfolded.split('\n').filter((line) => /^(?:from|sender|x-sender-written):/i.test(line))
      expect(from).toHaveLength(1)
      return from[0] ?? ''
    }
    expect(await written('Shop: News (Team)')).toBe(`From: "Shop: News (Team)" <${address}>`)
    expect(await written('Muster, Co; x <y@z.example>')).toBe(`From: "Muster, Co; x <y@z.example>" <${address}>`)
    expect(await written('=?utf-8?q?Eve?=')).toBe(`From: =?UTF-8?B?PT91dGYtOD9xP0V2ZT89?= <${address}>`)
    expect(await written('Shöp 🎁')).toMatch(/^From: =\?UTF-8\?[BQ]\?[^?]+\?= <service@shop\.example>$/)
    expect(await written('x'.repeat(2_000))).toMatch(/^From: =\?UTF-8\?B\?.+ <service@shop\.example>$/)
    expect(await written(null)).toBe(`From: ${address}`)
  })
})

describe('the name of a person', () => {
  const named = (name: string): string =>
    nameOf({ profileId: 'p', traits: { name }, identifiers: [], locale: null, timeZone: null }) ?? ''
  it('ends behind a whole letter where it is too long', () => {
    expect(named(`${'x'.repeat(199)}🎁 and more`)).toBe('x'.repeat(199))
    expect(named(`x${'🎁'.repeat(150)}`)).toBe(`x${'🎁'.repeat(99)}`)
    expect(named(`${'x'.repeat(195)}👩‍👩‍👧‍👦`)).toBe('x'.repeat(195))
    expect(named(`e${'\u0301'.repeat(500)}`)).toHaveLength(200)
    expect(named('x'.repeat(200))).toHaveLength(200)
  })
})
