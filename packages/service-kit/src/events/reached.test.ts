import { type MessageFact, messageAccepted, messageDropped, messageSent, permissionChanged } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'
import type { Tx } from '../db/tx.js'
import { onMany, originOf, type Received } from './handler.js'
import { messageFactId, withReached } from './reached.js'

const at = (second: number): string => `2026-11-22T10:00:0${second}.000Z`
const event = (type: string, data: unknown, id = '01930f6e-0c00-7a10-8f00-3f6c1d2b4bbb') =>
  ({ id, type, time: new Date(at(9)), workspaceId: 'w', topic: 't', data, traceparent: 'trace' }) as unknown as Received
const sent = (more: Partial<MessageFact> = {}) =>
  event(messageSent.type, { ...messageSent.example, occurredAt: at(3), ...more })

const handled = async (definitions: Parameters<typeof onMany>[0], events: readonly Received[]) => {
  const seen: Received[] = []
  const handler = withReached(onMany(definitions, 'inbox', async (_tx, given) => void seen.push(...given)))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing is done with it
  await handler.handle({} as Tx, events)
  return seen
}
const all = [messageSent, messageAccepted, messageDropped, permissionChanged]

describe('states that were published with a later one', () => {
  it('are events of their own, oldest first, with an id that is the same each time', async () => {
    const given = sent({ reached: { accepted: at(2) } })
    const [accepted, last, ...rest] = await handled(all, [given])
    const { messageId } = messageSent.example
    expect(accepted).toMatchObject({ type: messageAccepted.type, id: messageFactId(messageAccepted.type, messageId) })
    expect(accepted?.data).toEqual({ ...messageSent.example, occurredAt: at(2) })
    expect(last).toEqual(sent())
    expect(rest).toEqual([])
    expect(await handled(all, [given, given])).toEqual([accepted, last, accepted, last])
  })

  it('are caused by the event that named them', async () => {
    const [accepted] = await handled(all, [sent({ reached: { accepted: at(2) } })])
    expect(originOf(accepted ?? sent())).toEqual({
      causationId: sent().id,
      correlationId: sent().id,
      traceparent: 'trace',
    })
  })

  it('are left out where nobody takes them, and the event itself never twice', async () => {
    const reached = { queued: at(1), accepted: at(2), sent: at(3) }
    expect((await handled([messageSent], [sent({ reached })])).map(({ type }) => type)).toEqual([messageSent.type])
    expect((await handled(all, [sent({ reached })])).map(({ type }) => type)).toEqual([
      messageAccepted.type,
      messageSent.type,
    ])
  })

  it('are nothing that other events have', async () => {
    const others = [
      sent(),
      sent({ reached: {} }),
      event(permissionChanged.type, { ...permissionChanged.example, reached: { accepted: at(1) } }),
    ]
    expect((await handled(all, others)).map(({ type }) => type)).toEqual(others.map(({ type }) => type))
  })
})
