import { describe, expect, it } from 'vitest'
import { AppError } from '../values/errors.js'
import { uuidv7 } from '../values/ids.js'
import { makeApiKey } from './api-key.js'
import { refuseMisplacedKey, refuseSeveralCredentials } from './misplaced.js'

const { secret } = makeApiKey(uuidv7(), 'secret', 'live')
const page = makeApiKey(uuidv7(), 'publishable', 'test').secret

function refusal(url: string, headers: Record<string, string> = {}): string | null {
  try {
    refuseMisplacedKey(url, headers)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return `${error.kind} ${error.code} ${error.faults[0]?.pointer}`
  }
}

describe('a secret key where others see it', () => {
  it.each([
    [`/v1/projects/${secret}/settings`, {}, '/path'],
    [`/v1/projects/${secret.replaceAll('_', '%5F')}/settings`, {}, '/path'],
    [`/beacon/v1/batch?writeKey=${secret}`, {}, '/query'],
    [`/v1/profiles?cursor=a&x=id:${secret.replace('sk_', 'SK_')}`, {}, '/query'],
    ['/v1/batch', { 'x-write-key': secret }, '/headers/x-write-key'],
    ['/v1/batch', { 'x-write-key': `id:${secret}`, authorization: `Bearer ${page}` }, '/headers/x-write-key'],
    // Also one with a wrong last character was shown to somebody.
    ['/v1/batch', { 'x-write-key': `${secret.slice(0, -1)}-` }, '/headers/x-write-key'],
  ])('is refused by name: %s', (url, headers, pointer) => {
    expect(refusal(url, headers)).toBe(`forbidden secret_key_misplaced ${pointer}`)
  })

  it('is what no other key and no other text is', () => {
    expect(refusal(`/v1/projects/${page}/settings`, { 'x-write-key': page })).toBeNull()
    expect(refusal('/v1/surveys/sk_live_survey?note=risk_test_0', { authorization: `Bearer ${secret}` })).toBeNull()
  })
})

describe('several Authorization headers', () => {
  it.each([
    ['authorization', 'Authorization'],
    ['AUTHORIZATION', 'authorization'],
  ])('are refused: %s and %s', (first, second) => {
    const sent = ['host', 'x', first, `Bearer ${page}`, 'accept', '*/*', second, `Bearer ${page}`]
    expect(() => refuseSeveralCredentials(sent)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'authorization_repeated' }),
    )
  })

  it('are not what stands in a value, or in another header', () => {
    const sent = ['x-note', 'authorization', 'authorization', `Bearer ${page}`, 'proxy-authorization', 'Basic x']
    expect(() => refuseSeveralCredentials(sent)).not.toThrow()
  })
})
