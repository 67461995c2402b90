import type { Tx } from '../db/tx.js'
import type { Deps } from '../http/deps.js'
import type { Keyring } from '../secrets/keyring.js'
import { sealAtStart } from '../secrets/keys-in-use.js'
import type { TimerKind } from '../timers/timer.js'
import type { BodyContext } from './body.js'
import { openDeliverer } from './deliverer.js'
import { webhookDue } from './due.js'
import { type FanOut, startFanOut } from './fan-out.js'
import { sealWebhooks } from './seal-webhooks.js'

/** What posts the events of a service to endpoints. */
export interface Webhooks {
  /** Claims what is due. */
  readonly timer: TimerKind
  /** Begins to make deliveries of what is published. */
  start(): void
  /** Called after each commit that published something, with the types of its events. */
  wake(types: readonly string[]): void
  /** Ends once everything that is under way is stored; called when nothing is claimed any more. */
  close(): Promise<void>
}

export function openWebhooks(deps: Deps, context: BodyContext): Webhooks {
  const deliverer = openDeliverer({ ...deps, publicUrl: context.publicUrl ?? '' })
  let fanOut: FanOut | undefined
  return {
    timer: webhookDue(deliverer),
    start: () => {
      fanOut = startFanOut({ deps, context })
    },
    wake: (types) => fanOut?.wake(types),
    close: async () => {
      await fanOut?.stop()
      await deliverer.close()
    },
  }
}

/** Looks at start whether what is sealed can be opened, and seals it with the key that seals now. */
export async function sealSecrets(
  { db, keyring }: Pick<Deps, 'db' | 'keyring'>,
  sealOwn: ((tx: Tx, keyring: Keyring) => Promise<void>) | undefined,
): Promise<void> {
  if (keyring === null) return
  await sealAtStart(db, keyring, async (tx) => {
    await sealOwn?.(tx, keyring)
    await sealWebhooks(tx, keyring)
  })
}
