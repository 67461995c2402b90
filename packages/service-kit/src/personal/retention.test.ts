import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readRetention } from './retention.js'

const setting = z.string().transform(readRetention)

describe('how long classes of data are kept', () => {
  it('is said in days, and not at all by default', () => {
    expect(setting.parse('')).toEqual({})
    expect(setting.parse('interactions=365, messages=730')).toEqual({ interactions: 365, messages: 730 })
  })

  it.each(['interactions', 'interactions=0', 'interactions=-1', 'interactions=1.5', 'visits=3', 'facts=1,facts=2'])(
    'is never guessed: %s',
    (text) => {
      expect(setting.safeParse(text).error?.issues[0]?.message).toContain('must be a list such as')
    },
  )
})
