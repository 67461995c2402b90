import { randomUUID } from 'node:crypto'
import type { ApiAccess } from './access.js'

const BATCH = 50

/** Identifies people to profile, as a customer's backend would. */
export async function identify(
  stack: ApiAccess,
  people: readonly { readonly userId: string; readonly traits: object }[],
): Promise<void> {
  for (let from = 0; from < people.length; from += BATCH) {
    const batch = people.slice(from, from + BATCH)
    await stack.must('profile', 'POST /v1/batch', {
      body: { batch: batch.map((person) => ({ type: 'identify', messageId: randomUUID(), ...person })) },
    })
  }
}
