import { interactionRecorded, profileChanged, segmentEntered, topicNames } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'
import { UNREADABLE } from '../log/read-record.js'
import { on } from './handler.js'
import { createReceiver } from './receive.js'

const receiver = createReceiver([on(interactionRecorded, 'inbox', async () => undefined)])
const read = (
  type: string,
  more: Record<string, string> = {},
  value = '{"broken":',
  topic: string = topicNames.facts('profile'),
) => {
  const headers = {
    ce_specversion: '1.0',
    ce_id: '01930f6e-0c00-7a10-8f00-3f6c1d2b4bbb',
    ce_source: '/polyphon/profile',
    ce_type: type,
    ce_time: '2026-11-22T10:00:00.000Z',
    ce_workspace: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a50',
    'content-type': 'application/json',
  }
  return receiver.read({ topic, key: 'k', headers: { ...headers, ...more }, value }).outcome
}

describe('a record of a kind that nobody here handles', () => {
  it('is passed over by its header, however broken the rest is', () => {
    expect(read(segmentEntered.type)).toBe('ignored')
    expect(read('profile.never_heard_of.v1')).toBe('ignored')
    expect(read(segmentEntered.type, { ce_id: '', ce_time: 'yesterday' })).toBe('ignored')
    expect(read(segmentEntered.type, { [UNREADABLE]: 'value ce_id' })).toBe('ignored')
    expect(read(profileChanged.type, {}, '{}', topicNames.people)).toBe('ignored')
  })

  it('is put aside where it could be of a kind that is handled', () => {
    expect(read(interactionRecorded.type)).toBe('poison')
    expect(read('profile.interaction_recorded.v0')).toBe('poison')
    expect(read(interactionRecorded.type, { [UNREADABLE]: 'value' })).toBe('poison')
    // What its header says is not its type: that is in the value, in no text at all, or missing.
    expect(read(segmentEntered.type, { 'content-type': 'application/cloudevents+json' })).toBe('poison')
    expect(read('cHJvZmlsZQ==', { [UNREADABLE]: 'ce_type' })).toBe('poison')
    expect(read('')).toBe('poison')
  })

  it('is looked at in a newer version of a kind that is handled', () => {
    expect(read('profile.interaction_recorded.v2', {}, '{}')).toBe('newer')
    expect(read('profile.interaction_recorded.v2')).toBe('poison')
  })
})
