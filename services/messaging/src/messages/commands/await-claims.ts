import type { Tx } from '@polyphon/service-kit'
import type { ObeyedRestriction } from '@polyphon/service-kit/copies'
import { lockContacts } from '../../permissions/store/permissions.js'

/** Waits for every claim of messages to these people: what is sent after this was confirmed has seen their restriction. */
export async function awaitClaims(tx: Tx, people: readonly ObeyedRestriction[]): Promise<void> {
  await lockContacts(
    tx,
    people.filter(({ restricted }) => restricted).map(({ profileId }) => profileId),
  )
}
