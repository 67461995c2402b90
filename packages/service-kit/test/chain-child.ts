import { setTimeout as delay } from 'node:timers/promises'
import { startConsumer } from '../src/events/consumer.js'
import { on } from '../src/events/handler.js'
import { startRelay } from '../src/events/relay.js'
import type { EventLog } from '../src/log/log.js'
import { type ChainPart, chainEvent, openChainLog } from './chain-part.js'
import { noOutages, openDatabase, quiet } from './harness.js'

// A relay or a consumer as a process of its own, to be killed. It ends with its parent.
process.on('disconnect', () => process.exit(0))
// Written by the test that starts this process.
const part = JSON.parse(process.argv[2] ?? '{}') as ChainPart
const log = await openChainLog(part)
if (part.role === 'relay') {
  // Slow between sending and deleting, so that many kills fall into that gap and leave duplicates behind.
  const slow: EventLog = {
    ...log,
    send: async (records) => {
      await log.send(records)
      process.send?.('at work')
      await delay(300)
    },
  }
  startRelay({ url: part.databaseUrl, log: slow })
}
if (part.role === 'consumer') {
  const counted = chainEvent(part.topic)
  const handler = on(counted, 'inbox', async (tx, { data }) => {
    await tx.query('insert into effect (key, number) values ($1, $2)', [data.key, data.number])
    process.send?.('at work')
  })
  const db = openDatabase(part.databaseUrl)
  await startConsumer({
    db,
    log,
    service: 'profile',
    group: part.group,
    handlers: [handler],
    logger: quiet,
    outages: noOutages,
  })
}
