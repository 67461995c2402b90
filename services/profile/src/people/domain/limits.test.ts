import { describe, expect, it } from 'vitest'
import { happen, NOW, openWorld } from '../../../test/identity-happens.js'
import { DEFAULT_RULES } from './identity-rules.js'

describe('limits', () => {
  it('leave out the sixth value of a type and say so', () => {
    const world = openWorld()
    const member = happen(world, 'crm:m1')
    for (let i = 1; i <= 5; i += 1) expect(happen(world, `crm:m1 card:c${i}`).verdicts[`card:c${i}`]).toBe('linked')
    const sixth = happen(world, 'crm:m1 card:c6')
    // By their names: what comes first alphabetically wins.
    expect([sixth.verdicts['crm:m1'], sixth.verdicts['card:c6']]).toEqual(['over_limit', 'created'])
    expect(sixth.decision.warnings).toEqual(['identifier_over_limit:crm'])
    expect(sixth.profileId).not.toBe(member.profileId)
  })

  it('keep the newest 50 devices of a person', () => {
    const world = openWorld()
    const after = (days: number): { at: Date } => ({ at: new Date(NOW.getTime() + days * 86_400_000) })
    const user = happen(world, 'user:u1')
    for (let day = 1; day <= 60; day += 1) {
      const visit = happen(world, `anon:a${day}`, after(day))
      expect(happen(world, `user:u1 anon:a${day}`, after(day)).decision.absorbed).toMatchObject([
        { profileId: visit.profileId },
      ])
      expect(happen(world, `anon:a${day}`, after(day)).profileId).toBe(user.profileId)
    }
    const known = happen(world, 'user:u1', after(60)).person?.identifiers.filter(({ type }) => type === 'anonymous_id')
    expect(known?.map(({ value }) => value)).toEqual(Array.from({ length: 50 }, (_, at) => `a${at + 11}`))
    // What was let go is nobody's, and theirs again as soon as they say so.
    const forgotten = happen(world, 'anon:a10', after(61))
    expect(forgotten.profileId).not.toBe(user.profileId)
    expect(happen(world, 'user:u1 anon:a10', after(61)).decision.absorbed).toMatchObject([
      { profileId: forgotten.profileId },
    ])
    expect(happen(world, 'anon:a10', after(61)).profileId).toBe(user.profileId)
    expect(happen(world, 'anon:a11', after(61)).profileId).not.toBe(user.profileId)
  })

  it('let go of the address that was not seen for longest where a known user has a new one', () => {
    const world = openWorld()
    const after = (days: number): { at: Date } => ({ at: new Date(NOW.getTime() + days * 86_400_000) })
    for (let day = 1; day <= 5; day += 1) happen(world, `user:u1 email:e${day}@x.de`, after(day))
    happen(world, 'user:u1 email:e1@x.de', after(6))
    const sixth = happen(world, 'user:u1 email:e6@x.de', after(7))
    expect(sixth.person?.identifiers.map(({ value }) => value)).toEqual([
      'u1',
      'e1@x.de',
      'e3@x.de',
      'e4@x.de',
      'e5@x.de',
      'e6@x.de',
    ])
    expect(happen(world, 'email:e2@x.de', after(8)).profileId).not.toBe(sixth.profileId)
    // Whose it is already is not taken from them.
    const other = happen(world, 'email:e7@x.de', after(9))
    expect(happen(world, 'user:u1 email:e7@x.de', after(9)).verdicts['email:e7@x.de']).toBe('over_limit')
    expect(happen(world, 'email:e7@x.de', after(9)).profileId).toBe(other.profileId)
  })

  it('do not make one of the people who say who they are at one device', () => {
    for (const known of ['email:lead-#@x.de', 'phone:+49170123456#']) {
      const world = openWorld()
      const leads = [1, 2, 3, 4, 5, 6].map((i) => known.replace('#', String(i)))
      const people = leads.map((lead) => happen(world, `anon:kiosk device_id:kiosk ${lead}`))
      expect(new Set(people.map(({ profileId }) => profileId)).size, known).toBe(6)
      expect(people[1]?.verdicts).toMatchObject({ 'anonymous_id:kiosk': 'ambiguous', 'device_id:kiosk': 'ambiguous' })
      for (const [at, lead] of leads.entries())
        expect(happen(world, `anon:kiosk ${lead}`).profileId).toBe(people[at]?.profileId)
      expect(people.map(({ profileId }) => profileId)).not.toContain(happen(world, 'anon:kiosk').profileId)
    }
  })

  it('let somebody add an address of another kind, and sign in, on the device where they gave one', () => {
    const world = openWorld()
    const visitor = happen(world, 'anon:a1')
    expect(happen(world, 'anon:a1 email:e1@x.de').profileId).toBe(visitor.profileId)
    expect(happen(world, 'anon:a1 phone:+491701234567').profileId).toBe(visitor.profileId)
    expect(happen(world, 'anon:a1 user:u1 email:other@x.de').profileId).toBe(visitor.profileId)
    expect(happen(world, 'anon:a1 email:other@x.de').profileId).toBe(visitor.profileId)
  })

  it('tell that several people use what led to six addresses within a month', () => {
    const world = openWorld()
    const after = (days: number): { at: Date } => ({ at: new Date(NOW.getTime() + days * 86_400_000) })
    const first = [1, 2, 3, 4, 5].map((i) => happen(world, `till:17 email:e${i}@x.de`, after(i)).profileId)
    const sixth = happen(world, 'till:17 email:e6@x.de', after(6))
    expect([sixth.verdicts['till:17'], sixth.profileId === first[0]]).toEqual(['ambiguous', false])
    // From then on it joins nobody.
    const known = happen(world, 'email:e1@x.de', after(7)).profileId
    expect([first[0], sixth.profileId]).not.toContain(happen(world, 'till:17', after(7)).profileId)
    expect(happen(world, 'till:17 email:e7@x.de', after(7)).profileId).not.toBe(known)
    expect(happen(world, 'till:17 email:e1@x.de', after(7)).profileId).toBe(known)
  })

  it('do not take an identifier from who has many addresses over the years, or is known by their id', () => {
    for (const [known, days] of [
      ['till:17', 20],
      ['user:u1 till:17', 1],
    ] as const) {
      const world = openWorld()
      const after = (count: number): { at: Date } => ({ at: new Date(NOW.getTime() + count * days * 86_400_000) })
      const [first] = [1, 2, 3, 4, 5].map((i) => happen(world, `${known} email:e${i}@x.de`, after(i)).profileId)
      happen(world, 'till:17 email:e6@x.de', after(6))
      expect(happen(world, 'till:17', after(7)).profileId, known).toBe(first)
    }
  })

  it('do not part somebody who comes with a new device each time, whatever they are known by', () => {
    for (const known of ['email:jane@example.org', 'phone:+491701234567', 'crm:17', 'aa_card:17', 'zz:17']) {
      const world = openWorld()
      const people = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(
        (i) => happen(world, `anon:a${i} device_id:d${i} ${known}`).profileId,
      )
      expect(new Set(people).size, known).toBe(1)
    }
  })

  it('count several shared identifiers of one event together', () => {
    const world = openWorld()
    for (const id of ['c1', 'c2', 'c3', 'c4']) happen(world, `user:u1 card:${id}`)
    happen(world, 'user:u2 card:b1 card:b2')
    const { person } = happen(world, 'user:u1 card:b1 card:b2')
    expect(person?.identifiers.filter(({ type }) => type === 'card')).toHaveLength(5)
  })

  it('stop a merge that would exceed them', () => {
    const world = openWorld()
    for (const id of ['c1', 'c2', 'c3']) happen(world, `user:u1 card:${id}`)
    for (const id of ['c4', 'c5', 'c6']) happen(world, `email:e@example.org card:${id}`)
    const refused = happen(world, 'user:u1 email:e@example.org')
    expect(refused.verdicts['email:e@example.org']).toBe('over_limit')
    expect(world.graph.people.size).toBe(2)
  })

  it('may hold for some days only', () => {
    const rules = { ...DEFAULT_RULES, limits: { ...DEFAULT_RULES.limits, anonymous_id: { most: 1, withinDays: 7 } } }
    const world = openWorld(rules)
    const after = (days: number): { at: Date } => ({ at: new Date(NOW.getTime() + days * 86_400_000) })
    happen(world, 'user:u1 anon:a1')
    expect(happen(world, 'user:u1 anon:a2', after(6)).verdicts['anonymous_id:a2']).toBe('over_limit')
    expect(happen(world, 'user:u1 anon:a3', after(8)).verdicts['anonymous_id:a3']).toBe('linked')
  })
})
