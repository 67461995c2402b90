import { describe, expect, it } from 'vitest'
import { openDeadLetters } from '../src/events/dead-letters.js'
import { on } from '../src/events/handler.js'
import { listDeadLetters } from '../src/events/list-dead-letters.js'
import { append } from '../src/events/outbox.js'
import type { Tx } from '../src/index.js'
import { effect, followed, happened, recordOf, topic, useConsumers, workspaces } from './consumer-fixture.js'
import { query, quiet } from './harness.js'

const letters = async (tx: Tx, scope: string | null) =>
  (await listDeadLetters(tx, {}, { scope, show: (letter) => letter })).items

describe('a dead letter', () => {
  const at = useConsumers()

  it('applies a dead letter once when it is redriven, and counts the try when it fails again', async () => {
    let broken = true
    const handlers = [
      on(happened, 'inbox', async (tx, event) => {
        await effect(tx, event)
        if (broken) throw new Error('a bug')
        append(tx, followed, event.data)
      }),
    ]
    await at.start(handlers, { tries: 2 })
    await at.send({ workspace: workspaces[0], thing: 'a', number: 1 })
    await at.settled(1)
    const dead = openDeadLetters({ db: at.db, logger: quiet, consumers: [{ group: at.group, handlers }] })
    const [letter] = await at.db.transact(null, (tx) => letters(tx, workspaces[0]))
    expect(letter).toMatchObject({ attempts: 2, errorClass: 'bug', topic, key: `${workspaces[0]}:a` })
    const id = letter?.id ?? ''
    expect(await at.db.transact(null, (tx) => letters(tx, workspaces[1]))).toEqual([])
    await expect(dead.redrive(workspaces[1], id)).rejects.toMatchObject({ code: 'dead_letter_missing' })

    await expect(dead.redrive(workspaces[0], id)).rejects.toMatchObject({ code: 'redrive_failed' })
    expect(await at.letters()).toMatchObject([{ id, attempts: 3 }])
    expect(await at.effects()).toEqual([])

    broken = false
    const redriven = await Promise.allSettled([dead.redrive(null, id), dead.redrive(workspaces[0], id)])
    expect(redriven.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await at.letters()).toEqual([])
    expect((await at.effects()).map(({ number }) => number)).toEqual([1])
    const published = await query<{ type: string }>(
      at.database.ownerUrl,
      `select type from outbox where topic = '${topic}'`,
    )
    expect(published).toHaveLength(1)
  })

  it('forgets a dead letter that is discarded', async () => {
    const handlers = [on(happened, 'inbox', effect)]
    await at.start(handlers)
    const bad = recordOf({ workspace: workspaces[0], thing: 'a', number: 1 })
    await at.log.send([{ ...bad, value: '{ Unsinn' }])
    await at.settled(1)
    const dead = openDeadLetters({ db: at.db, logger: quiet, consumers: [{ group: at.group, handlers }] })
    const [letter] = await at.db.transact(null, (tx) => letters(tx, null))
    expect(letter).toMatchObject({ workspaceId: null, errorCode: 'malformed' })
    const id = letter?.id ?? ''
    expect(await at.db.transact(null, (tx) => dead.get(tx, null, id))).toEqual(letter)
    await at.db.transact(null, (tx) => dead.discard(tx, null, { id, reason: 'Tippfehler' }))
    expect(await at.letters()).toEqual([])
  })

  it('is told without its content where no log would take that', async () => {
    const handlers = [on(happened, 'inbox', effect)]
    await at.start(handlers)
    const bad = recordOf({ workspace: workspaces[0], thing: 'a', number: 1 })
    const value = '"'.repeat(700_000)
    await at.log.send([{ ...bad, value }])
    await at.settled(1)
    const [letter] = await at.db.transact(null, (tx) => letters(tx, null))
    expect(letter?.payload).toBe(value)
    const published = await query<{ payload: string }>(at.database.ownerUrl, 'select payload from outbox')
    expect(published).toHaveLength(1)
    expect(JSON.parse(published[0]?.payload ?? '')).toMatchObject({
      deadLetterId: letter?.id,
      key: null,
      payload: null,
    })
  })
})
