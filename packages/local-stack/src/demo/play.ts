import { createPolyphon, type Polyphon } from '@polyphon/client'
import type { LocalFacts } from '../home.js'
import { untilTrue } from '../until.js'
import { answerEverything, findMails } from './answers.js'
import { readOrders } from './data.js'
import { publishDefinitions } from './definitions.js'
import { allowMail, identifyEverybody, openTracker, trackEvents } from './people.js'
import type { Progress } from './progress.js'
import { askAnalytics, type DemoResult, drawLateness, measureEventToMessage, metric } from './results.js'

const PATIENCE_MS = 300_000

/** Plays real orders through the public APIs, from the first identify to the last number. */
export async function runDemo(
  folder: string,
  facts: LocalFacts,
  progress: Progress,
): Promise<{ readonly result: DemoResult; readonly chart: string }> {
  const orders = await readOrders(folder)
  const personIds = [...new Set(orders.map(({ personId }) => personId))]
  const polyphon = createPolyphon({ services: facts.services, key: facts.secretKey })
  const tracker = openTracker(facts)
  const started = performance.now()

  await publishDefinitions(polyphon)
  await progress.during('customers recognised', orders.length, (tick) => identifyEverybody(tracker, orders, tick))
  await progress.during('permissions recorded', personIds.length, (tick) => allowMail(polyphon, personIds, tick))
  const eventCount = orders.reduce((sum, { milestones }) => sum + milestones.length, 0)
  await progress.during('events tracked', eventCount, (tick) => trackEvents(tracker, orders, tick))

  const delivered = orders.filter(({ milestones }) => milestones.some(({ name }) => name === 'Order Delivered')).length
  await progress.during('mails sent', delivered, () => untilCounted(polyphon, 'messages.count', delivered))
  const mails = await findMails(polyphon)
  const answerCount = orders.reduce((sum, { reviews }) => sum + reviews.length, 0)
  await progress.during('answers given', answerCount, (tick) =>
    answerEverything(polyphon, facts, { orders, mails, tick }),
  )
  await progress.during('answers counted', answerCount, () => untilCounted(polyphon, 'answers.count', answerCount))
  await tracker.closeAndFlush()

  const secondsTotal = (performance.now() - started) / 1000
  const numbers = await askAnalytics(polyphon)
  const eventToMessageMs = await measureEventToMessage(polyphon, mails)
  return { result: { ...numbers, secondsTotal, eventToMessageMs }, chart: await drawLateness(polyphon) }
}

/** Waits until analytics has counted as much as was sent in. */
async function untilCounted(polyphon: Polyphon, name: string, count: number): Promise<void> {
  await untilTrue(async () => (await metric(polyphon, name)) >= count, `${name} reaches ${count}`, PATIENCE_MS)
}
