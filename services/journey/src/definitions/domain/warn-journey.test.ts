import { describe, expect, it } from 'vitest'
import { JourneyShape } from './definition.js'
import { type KnownDefinitions, warningsOf } from './warn-journey.js'

const journey = (changes: Readonly<Record<string, unknown>> = {}) =>
  JourneyShape.parse({
    schema: 'polyphon.journey/1',
    class: 'marketing',
    entry: { triggers: [{ type: 'event', event: 'Order Placed' }] },
    start: 'inform',
    steps: {
      inform: { type: 'send', template: 'offer', topic: 'news', channels: ['email'], data: { name: 'x' }, next: 'ask' },
      ask: {
        type: 'ask',
        survey: 'delivery',
        topic: 'feedback',
        channels: ['email'],
        timeout: 'P1D',
        onAnswered: null,
        next: null,
      },
    },
    ...changes,
  })

const everything: KnownDefinitions = {
  has: () => true,
  template: () => ({ channel: 'email', variables: ['name'] }),
  isAllowed: () => true,
}
const codes = (known: Partial<KnownDefinitions>, changes: Readonly<Record<string, unknown>> = {}): readonly string[] =>
  warningsOf(journey(changes), { ...everything, ...known }).map(({ pointer, code }) => `${pointer} ${code}`)

describe('a journey whose mail will be dropped', () => {
  it('is published without a warning when all it names is there', () => {
    expect(codes({})).toEqual([])
  })

  it('names the template, the survey and the segment that nobody has published', () => {
    const entry = { triggers: [{ type: 'segment', segment: 'vip', on: 'enter' }] }
    expect(codes({ has: () => false, template: () => null }, { entry })).toEqual([
      '/body/entry/triggers/0/segment segment_missing',
      '/body/steps/inform/template template_missing',
      '/body/steps/ask/survey survey_missing',
    ])
  })

  it('names a permission that nobody can have given, and reads a channel however it is written', () => {
    const branch = (channel: string) => ({
      start: 'choose',
      steps: {
        choose: {
          type: 'branch',
          cases: [{ id: 'may', when: { not: { any: [{ permission: { channel, topic: 'news' } }] } }, next: null }],
          next: null,
        },
      },
    })
    expect(codes({}, branch('mail'))).toEqual([
      '/body/steps/choose/cases/0/when/not/any/0/permission/channel channel_unknown',
    ])
    expect(codes({}, branch(' E-Mail'))).toEqual([])
    expect(JSON.stringify(journey(branch(' E-Mail')))).toContain('{"channel":"email","topic":"news"}')
  })

  it('says that nobody allows it: marketing by mail also goes to customers, research only to who has granted it', () => {
    const lookedUp: unknown[] = []
    const isAllowed: KnownDefinitions['isAllowed'] = (channel, topic, states) => {
      lookedUp.push([channel, topic, states])
      return false
    }
    expect(codes({ isAllowed })).toEqual([
      '/body/steps/inform/topic permission_missing',
      '/body/steps/ask/topic permission_missing',
    ])
    expect(lookedUp).toEqual([
      ['email', 'news', ['granted', 'existing_customer']],
      ['email', 'feedback', ['granted']],
    ])
    // A survey is research in a journey of any class; what is transactional asks nobody.
    expect(codes({ isAllowed }, { class: 'transactional' })).toEqual(['/body/steps/ask/topic permission_missing'])
  })

  it('says which data a template needs, by its first name', () => {
    const template: KnownDefinitions['template'] = () => ({
      channel: 'email',
      variables: ['name', 'order.number', 'shop'],
    })
    const steps = {
      inform: {
        type: 'send',
        template: 'offer',
        topic: 'news',
        channels: ['email'],
        data: { name: 'x', order: { path: 'event.properties.order' } },
        next: null,
      },
    }
    expect(codes({ template }, { steps })).toEqual(['/body/steps/inform/data variable_missing'])
  })

  it('names the data that was probably meant for it', () => {
    const template: KnownDefinitions['template'] = () => ({ channel: 'email', variables: ['orderNumber', 'shop'] })
    const steps = {
      inform: {
        type: 'send',
        template: 'offer',
        topic: 'news',
        channels: ['email'],
        data: { ordernumber: 1, shop: 'x' },
        next: null,
      },
    }
    expect(warningsOf(journey({ steps }), { ...everything, template })).toEqual([
      {
        pointer: '/body/steps/inform/data/ordernumber',
        code: 'variable_missing',
        detail:
          'The template "offer" needs "orderNumber"; a message without it is dropped. "ordernumber" is given: is "orderNumber" meant?',
      },
    ])
  })

  it('says of a channel that it is none, or that it was not set up', () => {
    const withChannels = (...channels: readonly string[]) => ({
      steps: { inform: { type: 'send', template: 'offer', topic: 'news', channels, data: { name: 'x' }, next: null } },
    })
    expect(codes({}, withChannels('Email'))).toEqual([])
    expect(codes({}, withChannels('sms', 'email'))).toEqual([])
    expect(codes({}, withChannels('sms'))).toEqual(['/body/steps/inform/channels channel_unavailable'])
    expect(codes({}, withChannels('emial'))).toEqual([
      '/body/steps/inform/channels/0 channel_unknown',
      '/body/steps/inform/channels channel_unavailable',
    ])
  })

  it('says for which of its channels a template has no texts, as far as it is known', () => {
    const steps = (...channels: readonly string[]) => ({
      steps: { inform: { type: 'send', template: 'offer', topic: 'news', channels, data: { name: 'x' }, next: null } },
    })
    const knows = (...channels: readonly string[]): Partial<KnownDefinitions> => ({
      template: () => ({ channel: 'email', channels, variables: [] }),
    })
    expect(codes(knows('email', 'sms'), steps('SMS', 'email'))).toEqual([])
    expect(codes(knows('email'), steps('email', 'SMS', 'nowhere'))).toEqual([
      '/body/steps/inform/channels/2 channel_unknown',
      '/body/steps/inform/channels/1 template_lacks_channel',
    ])
    // An invitation without a template of its own has the built-in one, of which nothing is known here.
    expect(codes({ template: () => null }, steps('email', 'sms'))).toEqual([])
  })

  it('names a step by a pointer, whatever its key', () => {
    const steps = {
      'a-b': { type: 'send', template: 'x', topic: 't', channels: ['sms'], data: { name: 1 }, next: null },
    }
    expect(codes({}, { start: 'a-b', steps })).toEqual(['/body/steps/a-b/channels channel_unavailable'])
  })
})
