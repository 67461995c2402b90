import { SERVICES } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { eventByType, events } from './catalogue.js'
import { type DataOf, recordKey } from './define-event.js'
import { recordRefused } from './events/dead-letters.js'
import { keyChanged, workspaceChanged } from './events/directory.js'
import { feedbackGiven } from './events/feedback.js'
import { messageSent } from './events/messaging.js'
import { isAbsorbed, profileChanged } from './events/profile.js'
import { work } from './events/work.js'
import { topicByName, topics } from './topics.js'
import { versionProblems } from './version-problems.js'

describe('the catalogue', () => {
  it('holds every event once', () => {
    expect(eventByType.size).toBe(events.length)
  })

  it.each(events.map((event) => [event.type, event] as const))(
    '%s has an example that its schema accepts',
    (_type, event) => {
      expect(event.data.parse(event.example)).toEqual(event.example)
    },
  )

  it.each(events.map((event) => [event.type, event] as const))(
    '%s names its service, and travels on that service’s topics',
    (type, event) => {
      expect(type).toMatch(/^[a-z]+\.[a-z]+(_[a-z]+)*\.v\d+$/)
      for (const name of event.topics) expect(topicByName.get(name)?.service).toBe(type.split('.')[0])
    },
  )

  it.each(events.map((event) => [event.type, event] as const))(
    '%s has a key that is not empty but for a workspace',
    (type, event) => {
      const key = event.key(event.example)
      expect(key === '').toBe(type === workspaceChanged.type)
      expect(key).not.toMatch(/undefined|null|\s/)
    },
  )

  it('lets versions stand beside each other as the policy says, and finds where they do not', () => {
    expect(versionProblems(events)).toEqual([])
    const goes = { since: '2027-03-01', successor: 'profile.key_changed.v2', until: '2027-08-28' }
    const [old, next] = [
      { ...keyChanged, deprecated: goes },
      { ...keyChanged, type: 'profile.key_changed.v2', key: keyChanged.key },
    ] as const
    const apart = { ...next, key: (data: DataOf<typeof keyChanged>) => `key:${data.keyId}:v2` }
    expect(versionProblems([old, apart])).toEqual([])
    expect(versionProblems([old, next])).toEqual([
      'profile.key_changed.v1 and profile.key_changed.v2 have one key in a compacted topic.',
    ])
    expect(versionProblems([{ ...old, deprecated: { ...goes, until: '2027-08-27' } }])).toEqual([
      'profile.key_changed.v1 names profile.key_changed.v2, which is no event.',
      'profile.key_changed.v1 goes after 179 days, which is sooner than 180.',
    ])
    // Facts are kept one by one: two versions of one may share their key, and so their order.
    expect(versionProblems([feedbackGiven, { ...feedbackGiven, type: 'feedback.feedback_given.v2' }])).toEqual([])
  })

  it('marks exactly these fields as personal', () => {
    const marked = events.filter((event) => event.personal.length > 0)
    expect(Object.fromEntries(marked.map((event) => [event.type, event.personal]))).toEqual({
      ...Object.fromEntries(
        SERVICES.flatMap((service) => Object.values(work[service]).map(({ type }) => [type, ['why']])),
      ),
      'profile.interaction_recorded.v1': ['properties', 'identifiers', 'context', 'traits', 'groupId'],
      'profile.changed.v1': ['traits', 'identifiers'],
      'profile.event_collected.v1': [
        'properties',
        'identifiers',
        'context',
        'traits',
        'groupId',
        'previousId',
        'vouchedBy',
      ],
      'journey.message_planned.v1': ['data'],
      'journey.traits_planned.v1': ['traits'],
      'journey.event_planned.v1': ['properties'],
      'feedback.feedback_requested.v1': ['url'],
      'feedback.feedback_given.v1': ['texts', 'choices'],
      ...Object.fromEntries(Object.values(recordRefused).map(({ type }) => [type, ['key', 'headers', 'payload']])),
      'profile.account_changed.v1': ['traits'],
      'profile.split.v1': ['identifiers'],
      'profile.staff_changed.v1': ['name', 'email', 'absences'],
      'messaging.message_received.v1': ['from', 'text', 'attachments'],
      'messaging.message_replied.v1': ['text'],
      ...Object.fromEntries(
        ['queued', 'answered', 'abandoned', 'ended'].map((what) => [`messaging.call_${what}.v1`, ['transcript']]),
      ),
      'messaging.visit_recorded.v1': ['receiptNumber', 'note'],
      ...Object.fromEntries(['made', 'kept', 'broken'].map((what) => [`messaging.promise_${what}.v1`, ['text']])),
      'feedback.mention_received.v1': ['author', 'text'],
    })
  })

  it('has each topic once, with a retention unless it is compacted', () => {
    expect(topicByName.size).toBe(topics.length)
    for (const topic of topics) expect(topic.retention === null).toBe(topic.compacted)
  })
})

describe('keys of the log', () => {
  it('put the workspace before what the event is about', () => {
    expect(recordKey('w1', profileChanged.key(profileChanged.example))).toBe(`w1:${profileChanged.example.profileId}`)
  })

  it('are the workspace alone for its settings, and name the key for a credential', () => {
    expect(recordKey('w1', workspaceChanged.key(workspaceChanged.example))).toBe('w1')
    expect(recordKey('w1', keyChanged.key(keyChanged.example))).toBe(`w1:key:${keyChanged.example.keyId}`)
  })

  it('fall back to the message or the answer where nobody is known', () => {
    const { messageId, answerId } = { ...messageSent.example, ...feedbackGiven.example }
    expect(messageSent.key({ ...messageSent.example, profileId: null })).toBe(messageId)
    expect(feedbackGiven.key({ ...feedbackGiven.example, profileId: null })).toBe(answerId)
  })
})

describe('a person in the log', () => {
  const absorbed = {
    profileId: profileChanged.example.profileId,
    mergedInto: profileChanged.example.profileId,
    revision: 9,
  }

  it('is a full snapshot or, once absorbed, the name of the survivor', () => {
    expect(isAbsorbed(profileChanged.data.parse(absorbed))).toBe(true)
    expect(isAbsorbed(profileChanged.data.parse(profileChanged.example))).toBe(false)
  })

  it('cannot be half of a snapshot', () => {
    expect(profileChanged.data.safeParse({ profileId: absorbed.profileId, revision: 1 }).success).toBe(false)
  })

  it('keeps free traits as they are, but they must be an object', () => {
    const traits = { größe: 'XL', nested: { a: [1, null] } }
    expect(profileChanged.data.parse({ ...profileChanged.example, traits })).toMatchObject({ traits })
    for (const wrong of [[], 'x', null]) {
      expect(profileChanged.data.safeParse({ ...profileChanged.example, traits: wrong }).success).toBe(false)
    }
  })
})
