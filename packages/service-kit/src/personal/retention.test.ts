import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { longestOf, readRetention, shorterOf } from './retention.js'

const setting = z.string().transform(readRetention)

describe('how long classes of data are kept', () => {
  it('is said in days, and not at all by default', () => {
    expect(setting.parse('')).toEqual({})
    expect(setting.parse('interactions=365, messages=730')).toEqual({ interactions: 365, messages: 730 })
  })

  it.each([
    'interactions',
    'interactions=0',
    'interactions=-1',
    'interactions=1.5',
    'visits=3',
    'people=3',
    'facts=1,facts=2',
  ])('is never guessed: %s', (text) => {
    expect(setting.safeParse(text).error?.issues[0]?.message).toContain('must be a list such as')
  })

  it('is the shorter of what the operator says and what a workspace decided', () => {
    const operator = { interactions: 365, messages: 30 }
    expect(shorterOf(operator, {})).toEqual(operator)
    expect(shorterOf(operator, { interactions: 30, messages: 730, facts: 7 })).toEqual({
      interactions: 30,
      messages: 30,
      facts: 7,
    })
    expect(shorterOf({}, {})).toEqual({})
  })

  it('ends for all where the last one keeps it no more, and never where somebody keeps it for ever', () => {
    expect(longestOf([{ interactions: 30 }, { interactions: 365, facts: 7 }])).toEqual({ interactions: 365 })
    expect(longestOf([{ interactions: 30 }, {}])).toEqual({})
    expect(longestOf([])).toEqual({})
  })
})
