import type { Tx } from '../db/tx.js'
import type { Keyring } from '../secrets/keyring.js'
import { noteKeyInUse } from '../secrets/keys-in-use.js'
import { aboutSecret } from './webhook.js'
import { readWebhooks, saveSecrets } from './webhook-store.js'

/** Seals the secrets of this workspace anew that are sealed with a key that no longer seals. */
export async function sealWebhooks(tx: Tx, keyring: Keyring): Promise<void> {
  for (const webhook of await readWebhooks(tx)) {
    const { webhookId, secret, formerSecret, formerSecretUntil } = webhook
    const about = aboutSecret(tx.workspaceId, webhookId)
    const anew = (sealed: string): string => keyring.seal(keyring.open(sealed, about), about)
    const isCurrent = [secret, formerSecret ?? secret].every((sealed) => keyring.isCurrent(sealed))
    if (isCurrent) continue
    const former = formerSecret === null ? null : anew(formerSecret)
    await saveSecrets(tx, { webhookId, secret: anew(secret), formerSecret: former, formerSecretUntil })
    await noteKeyInUse(tx, keyring)
  }
}
