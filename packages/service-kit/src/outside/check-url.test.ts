import { describe, expect, it } from 'vitest'
import { allowedBy, leadsTo } from './addresses.js'
import { checkAddresses, checkUrl } from './check-url.js'
import { openOutside } from './outside.js'
import { REFUSED_ANSWERS, REFUSED_URLS, SERVED_URLS } from './vectors.js'

const atHome = allowedBy({})

describe('a URL that a user names', () => {
  it.each(REFUSED_URLS)('%j is refused with %s', (url, code) => {
    expect(() => checkUrl(url, [])).toThrow(expect.objectContaining({ code }))
  })

  it.each(SERVED_URLS)('%j is served', (url) => {
    expect(checkUrl(url, []).protocol).toBe('https:')
  })

  it.each(REFUSED_ANSWERS.map((answer) => [answer]))('is refused where its name stands for %j', async (answer) => {
    const outside = openOutside({ allowed: [], resolve: async () => answer })
    await expect(outside.check('https://example.org/')).rejects.toMatchObject({ code: 'url_not_public' })
    await expect(outside.call({ url: 'https://example.org/' })).rejects.toMatchObject({ code: 'url_not_public' })
    await outside.close()
  })

  it('is let pass where nobody knows its name yet, or the answer does not come', async () => {
    const unknown = openOutside({ allowed: [], resolve: () => Promise.reject(new Error('ENOTFOUND')) })
    await expect(unknown.check('https://example.org/')).resolves.toBeUndefined()
    const known = openOutside({ allowed: [], resolve: async () => ['8.8.8.8', '2606:4700:4700::1111'] })
    await expect(known.check('https://example.org/')).resolves.toBeUndefined()
  })
})

describe('addresses that are allowed by name', () => {
  it('are those of this machine at home, and none elsewhere', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].map((address) => leadsTo(address, atHome))).toEqual(
      Array.from({ length: 3 }, () => 'allowed'),
    )
    expect(leadsTo('10.0.0.1', atHome)).toBe('inside')
    for (const NODE_ENV of ['production', 'staging', 'Development'])
      expect(leadsTo('127.0.0.1', allowedBy({ NODE_ENV }))).toBe('inside')
    expect(leadsTo('127.0.0.1', allowedBy({ OUTSIDE_ALLOW: 'none' }))).toBe('inside')
    expect(leadsTo('10.1.2.3', allowedBy({ NODE_ENV: 'production', OUTSIDE_ALLOW: '10.0.0.0/8, fd00::/8' }))).toBe(
      'allowed',
    )
  })

  it('may be called without TLS, and no others', () => {
    expect(checkUrl('http://127.0.0.1:9000/', atHome).port).toBe('9000')
    expect(checkUrl('http://[::1]:9000/', atHome).port).toBe('9000')
    expect(checkUrl('https://127.0.0.1/', atHome).protocol).toBe('https:')
    const isPlain = { isPlain: true, allowed: atHome }
    expect(() => checkAddresses(['127.0.0.1', '::1'], isPlain)).not.toThrow()
    expect(() => checkAddresses(['127.0.0.1', '8.8.8.8'], isPlain)).toThrow(
      expect.objectContaining({ code: 'url_not_https' }),
    )
    expect(() => checkUrl('http://8.8.8.8/', atHome)).toThrow(expect.objectContaining({ code: 'url_not_https' }))
    expect(() => checkUrl('http://10.0.0.1/', atHome)).toThrow(expect.objectContaining({ code: 'url_not_public' }))
  })
})
