import { JOURNEY } from '../load/tenant.js'
import type { Evidence } from './evidence.js'
import { exactlyOnce, type Finding, openFindings } from './finding.js'
import { publishedOnce } from './published-once.js'

/** I3: every order began one run, and each step of it had its effect once: one order published, one message planned. */
export async function checkJourneys({ cluster, tenants, acked, records }: Evidence): Promise<Finding> {
  const findings = openFindings('I3')
  for (const tenant of tenants) {
    const orders = acked.events.filter((event) => event.tenant === tenant && event.isOrder)
    const runs = await cluster
      .database('journey')
      .query<{ run_id: string; trigger_key: string; status: string }>(
        'select run_id, trigger_key, status from run where workspace_id = $1 and journey = $2',
        [tenant.id, JOURNEY],
      )
    exactlyOnce(
      findings,
      orders.map(({ messageId }) => messageId),
      runs.rows.map((row) => lastWord(row.trigger_key)),
      'among the runs',
    )
    for (const run of runs.rows) if (run.status !== 'ended') findings.broken(`the run ${run.run_id} is ${run.status}`)
    const entered = publishedOnce(records, 'journey.step_entered.v1', tenant.id)
    exactlyOnce(
      findings,
      runs.rows.flatMap(({ run_id: id }) => [`${id} pause 1`, `${id} send 1`]),
      entered.map(({ data }) => `${data.runId} ${data.step} ${data.visit}`),
      'entered in Kafka',
    )
    const orderIds = runs.rows.map(({ run_id: id }) => `${id}:send:1`)
    const planned = publishedOnce(records, 'journey.message_planned.v1', tenant.id)
    exactlyOnce(
      findings,
      orderIds,
      planned.map(({ data }) => String(data.orderId)),
      'among the orders in Kafka',
    )
    const messages = await cluster
      .database('messaging')
      .query<{ order_id: string }>('select order_id from message where workspace_id = $1 and order_id is not null', [
        tenant.id,
      ])
    exactlyOnce(
      findings,
      orderIds,
      messages.rows.map((row) => row.order_id),
      'among the messages',
    )
  }
  return findings.result()
}

// The key names what triggered the run last: the messageId, which has no blank or colon in it.
const lastWord = (key: string): string => key.split(/[\s:]/).at(-1) ?? ''
