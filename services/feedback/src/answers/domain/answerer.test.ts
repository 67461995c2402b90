import { describe, expect, it } from 'vitest'
import { decidePageClaim, decidePersonClaim } from './answerer.js'

const ANNA = '01890a5d-ac96-774b-bcce-b302099a8057'
const BERND = '01890a5d-ac96-774b-bcce-b302099a8058'
const anna = { profileId: ANNA, identifier: null }

describe('a page by itself', () => {
  it('may name a device, or nobody', () => {
    expect(decidePageClaim({ identifier: { type: 'anonymous_id', value: 'a-1' } }).outcome).toBe('accepted')
    expect(decidePageClaim({}).outcome).toBe('accepted')
  })
  it('may not name a person', () => {
    expect(decidePageClaim({ profileId: ANNA })).toMatchObject({ fault: { pointer: '/body/profileId' } })
    expect(decidePageClaim({ identifier: { type: 'email', value: 'änne@example.test' } })).toMatchObject({
      fault: { pointer: '/body/identifier/type' },
    })
  })
})

describe('a person with a token', () => {
  it('may say again who they are', () => {
    expect(decidePersonClaim({}, { profileId: null, identifier: null }, anna).outcome).toBe('accepted')
    expect(decidePersonClaim({ profileId: ANNA }, anna, anna).outcome).toBe('accepted')
  })
  it('may not speak for somebody else', () => {
    const bernd = { profileId: BERND, identifier: null }
    expect(decidePersonClaim({ profileId: BERND }, bernd, anna)).toMatchObject({
      fault: { pointer: '/body/profileId' },
    })
  })
  it('may name a device that nobody is known by, not an address that nobody is known by', () => {
    const device = { type: 'anonymous_id', value: 'a-1' }
    const address = { type: 'email', value: 'wer@example.test' }
    const nobody = (identifier: typeof device) => ({ profileId: null, identifier })
    expect(decidePersonClaim({ identifier: device }, nobody(device), anna).outcome).toBe('accepted')
    expect(decidePersonClaim({ identifier: address }, nobody(address), anna)).toMatchObject({ code: 'person_mismatch' })
  })
})
