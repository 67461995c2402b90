import { describe, expect, it } from 'vitest'
import { type WantedInvitation, warnInvitation } from './warn-invitation.js'

const wanted = (changes: Partial<WantedInvitation> = {}): WantedInvitation => ({
  channels: ['email'],
  topic: 'feedback',
  template: null,
  isTemplateKnown: false,
  permissions: new Map([['email', 'granted']]),
  ...changes,
})
const codes = (changes: Partial<WantedInvitation>): readonly string[] =>
  warnInvitation(wanted(changes)).map(({ pointer, code }) => `${pointer} ${code}`)

describe('an invitation whose mail will be dropped', () => {
  it('says so, and where', () => {
    expect(codes({ permissions: new Map() })).toEqual(['/body/topic permission_missing'])
    expect(codes({ permissions: new Map([['email', 'withdrawn']]) })).toEqual(['/body/topic permission_withdrawn'])
    expect(codes({ permissions: new Map([['email', 'existing_customer']]) })).toEqual([
      '/body/topic permission_missing',
    ])
    expect(codes({ template: 'gone' })).toEqual(['/body/template template_missing'])
    expect(codes({ channels: ['sms'] })).toEqual(['/body/channels channel_unavailable'])
    expect(codes({ channels: ['emial', 'email'] })).toEqual(['/body/channels/0 channel_unknown'])
  })

  it('differs from one that goes out', () => {
    expect(codes({})).toEqual([])
    expect(codes({ channels: ['Email'] })).toEqual([])
    expect(codes({ channels: ['sms', 'email'] })).toEqual([])
    expect(codes({ channels: ['email', 'sms'], permissions: new Map([['sms', 'granted']]) })).toEqual([])
    expect(codes({ template: 'mine', isTemplateKnown: true })).toEqual([])
    expect(codes({ template: 'survey-invitation' })).toEqual([])
  })
})
