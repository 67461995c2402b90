import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, type Profile, startProfile } from './harness.js'
import { newPerson, reportAnswer, reportMessage, segmentsOf } from './reporting.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

/** A generator of numbers below a bound that says the same again for the same seed. */
function below(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

const STATES = ['queued', 'sent', 'delivered', 'read', 'failed'] as const
const SAYS_DELIVERED = ['delivered', 'read', 'clicked'].map((state) => `messaging.message_${state}.v1`)

const IDS = `(select p.profile_id union all select a.old_id from profile_alias a where a.canonical_id = p.profile_id)`
/** By brute force, fact by fact: whoever's last message of the template was delivered. */
const DELIVERED = `
  select p.profile_id from profile p where exists (
    select from timeline_item said where said.profile_id in ${IDS} and said.type = any ($1) and said.data ->> 'messageId' = (
      select first.data ->> 'messageId' from timeline_item first
       where first.profile_id in ${IDS} and first.kind = 'message' and first.data ->> 'template' = $2
         and not exists (select from timeline_item earlier
           where earlier.profile_id in ${IDS} and earlier.data ->> 'messageId' = first.data ->> 'messageId'
             and earlier.occurred_at < first.occurred_at)
       order by first.occurred_at desc limit 1))`
/** By brute force: whoever's last score is at most eight, of each answer what was said last. */
const CRITICS = `
  select p.profile_id from profile p where (
    select given.data -> 'scores' -> 0 ->> 'value' from timeline_item given
     where given.profile_id in ${IDS} and given.data ->> 'survey' = $1 and given.type = 'feedback.feedback_given.v1'
       and given.data -> 'scores' -> 0 is not null
       and not exists (select from timeline_item later
         where later.profile_id in ${IDS} and later.data ->> 'answerId' = given.data ->> 'answerId'
           and later.occurred_at > given.occurred_at)
     order by given.occurred_at desc limit 1)::numeric <= 8`

describe('random messages, answers, merges and splits', () => {
  it('come to what brute force finds, live and by a back-fill', async () => {
    const seed = 20_261_130
    const random = below(seed)
    const { put, becomes, preview } = segmentsOf(profile)
    const [template, survey] = [`zufall-${uuidv7().slice(-6)}`, `frage-${uuidv7().slice(-6)}`]
    const delivered = { message: { template }, state: 'delivered' }
    const critics = { answer: { survey, question: 'score' }, op: 'lte', value: 8 }
    await put(`live-${template}`, delivered)
    await put(`live-${survey}`, critics)
    const people = await Promise.all(Array.from({ length: 12 }, () => newPerson(profile)))
    const joined: { readonly id: string; readonly user: string }[] = []
    const some = () => people[random(people.length)] ?? { id: '', user: '' }
    const messages = Array.from({ length: 24 }, () => ({ profileId: some().id, messageId: uuidv7(), template }))
    const answers = Array.from({ length: 16 }, () => ({ profileId: some().id, answerId: uuidv7(), survey }))
    // No two at a moment, so that brute force needs no rule for that.
    const moments = Array.from({ length: 400 }, (_, index) => index * 1_000)
    const moment = (): number => moments.splice(random(moments.length), 1)[0] ?? 0
    let reported = 0
    for (let turn = 0; turn < 120; turn += 1) {
      const what = random(10)
      const [message, given] = [messages[random(messages.length)], answers[random(answers.length)]]
      if (what < 5 && message !== undefined) {
        await reportMessage(profile, STATES[random(STATES.length)] ?? 'sent', { ...message, ms: moment() })
        reported += 1
      } else if (what < 8 && given !== undefined) {
        await reportAnswer(profile, { ...given, ms: moment(), ...(random(8) === 0 ? {} : { score: random(11) }) })
        reported += 1
      } else if (what === 8) {
        const [survivor, absorbed] = [some(), some()]
        const body = { absorbedId: absorbed.id, reason: 'random' }
        await profile.call(`POST /v1/profiles/${survivor.id}/merge`, { body })
        joined.push(absorbed)
      } else {
        const gone = joined.splice(random(joined.length), 1)[0] ?? some()
        const body = { identifiers: [{ type: 'user_id', value: gone.user }], reason: 'random' }
        await profile.call(`POST /v1/profiles/${gone.id}/split`, { body })
      }
    }
    const query = (sql: string, values: readonly unknown[]) =>
      profile.deps.db.transact(
        profile.workspace.id,
        async (tx) => (await tx.query<{ profile_id: string }>(sql, values)).rows,
      )
    await eventually(async () => {
      const items = `select item_id as profile_id from timeline_item where data ->> 'template' = $1 or data ->> 'survey' = $2`
      expect(await query(items, [template, survey])).toHaveLength(reported)
    })
    await put(`later-${template}`, delivered)
    await put(`later-${survey}`, critics)
    const found = async (sql: string, values: readonly unknown[]) =>
      (await query(sql, values)).map((row) => row.profile_id).toSorted()
    const expected = {
      delivered: await found(DELIVERED, [SAYS_DELIVERED, template]),
      critics: await found(CRITICS, [survey]),
    }
    expect(expected.delivered.length).toBeGreaterThan(0)
    expect(expected.critics.length).toBeGreaterThan(0)
    for (const when of ['live', 'later']) {
      await becomes(`${when}-${template}`, expected.delivered)
      await becomes(`${when}-${survey}`, expected.critics)
    }
    expect(await preview(delivered)).toBe(expected.delivered.length)
    expect(await preview(critics)).toBe(expected.critics.length)
  })
})
