import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPersonSubject, writePersonSubject } from './person-subject.js'
import { SCOPES } from './scopes.js'

describe('the subject of a person token', () => {
  it('is a profile or a user, in one form', () => {
    const profileId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'
    expect(readPersonSubject(`profile:${profileId.toUpperCase()}`)).toEqual({ profileId })
    expect(readPersonSubject('user:a:b')).toEqual({ userId: 'a:b' })
    expect(readPersonSubject('user:Jo\u0308rg\u200B')).toEqual({ userId: 'Jörg' })
  })

  it('is nothing else', () => {
    for (const text of [
      '',
      'user:',
      'user: ',
      'user:\u200B',
      'profile:x',
      'jane',
      'User:1',
      'user:a\nb',
      `user:${'x'.repeat(513)}`,
    ])
      expect(readPersonSubject(text), text).toBeNull()
  })

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const subject = readPersonSubject(`user:${text}`)
        if (subject !== null) expect(readPersonSubject(writePersonSubject(subject))).toEqual(subject)
      }),
    )
  })
})

describe('scopes', () => {
  it('are read and write of each service, and the keys', () => {
    expect(SCOPES).toHaveLength(14)
    expect(SCOPES).toContain('analytics:write')
  })
})
