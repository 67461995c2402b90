import { setTimeout as delay } from 'node:timers/promises'
import { dataOf } from '@polyphon/client'
import type { Command } from 'commander'
import { type Adding, addCommand } from '../frame/command.js'
import { wrongUse } from '../frame/ends.js'
import type { Session } from '../frame/session.js'
import { table } from '../frame/table.js'

interface Deleting {
  readonly yes?: true
  readonly wait?: true
}

const LOOK_MS = 1_000

/** `polyphon workspaces delete`. */
export function addDelete(group: Command, adding: Adding): void {
  addCommand<Deleting>(
    group,
    adding,
    {
      usage: 'delete <key>',
      summary: 'delete a suspended workspace from all services, for good, as the operator',
      description:
        'Deletes a suspended workspace from all services with everything in it. Nothing brings it back, and its key is given to no other workspace. Called again it says how far that is. Needs POLYPHON_ADMIN_TOKEN.',
      examples: ['polyphon workspaces delete wanderschuh --yes --wait'],
      options: (command) =>
        command
          .option('--yes', 'you mean it: without this nothing is done')
          .option('--wait', 'end once all services have deleted it'),
    },
    async (session, { yes, wait }, [key = '']) => {
      if (yes !== true) throw wrongUse(`This deletes ${key} from all services, for good. Say --yes if you mean it.`)
      const params = { path: { key }, header: { 'Idempotency-Key': session.around.newId() } }
      const { profile } = session.clients('operator')
      const begun = await dataOf(profile.DELETE('/v1/workspaces/{key}', { params }))
      const deletion = wait === true ? await untilGone(session, key) : begun
      const { state, progress, receipts } = deletion
      const rows = receipts.map(({ service, at, counts, logUntil }) => [
        service,
        at,
        Object.values(counts).reduce((sum, rowsOfTable) => sum + rowsOfTable, 0),
        logUntil,
      ])
      const done =
        state === 'succeeded'
          ? `${key} is deleted.`
          : `${key} is being deleted: ${progress.done} of ${progress.total} services are done. The same line with --wait waits for them.`
      const shown = rows.length === 0 ? [] : [table(['service', 'deleted at', 'rows', 'in the log until'], rows)]
      session.answer(deletion, [done, ...shown].join('\n\n'))
    },
  )
}

/** Looks until all services have deleted it, and says so of each. */
async function untilGone({ clients, say, around }: Session, key: string) {
  const { profile } = clients('operator')
  let done = 0
  for (;;) {
    const deletion = await dataOf(profile.GET('/v1/workspaces/{key}/deletion', { params: { path: { key } } }))
    const services = deletion.receipts.slice(done).map(({ service }) => service)
    if (services.length > 0) say(`${services.join(', ')}: deleted`)
    done = deletion.receipts.length
    if (deletion.state === 'succeeded') return deletion
    await delay(LOOK_MS, undefined, { signal: around.signal })
  }
}
