import type { Profile } from './harness.js'

export type Json = Readonly<Record<string, unknown>>

let count = 0
/** A name that nobody else has in this process. */
export const fresh = (name: string): string => `${name}-${++count}`

/** A moment on a day of the past. */
export const at = (minute: number): string => new Date(Date.UTC(2026, 9, 1, 10, minute)).toISOString()

/** What somebody was shown and did as they decided something. */
export const proof = (occurredAt: Date | string) => ({
  noticeKey: 'auswertung',
  noticeVersion: '3',
  noticeText: 'Ja, meine Käufe dürfen ausgewertet werden – größer als „nein“.',
  locale: 'de',
  mechanism: 'checkbox',
  occurredAt: new Date(occurredAt).toISOString(),
  actor: 'person',
})

/** What tests of somebody's history ask for most. */
export const callsOf = (profile: () => Profile) => ({
  send: (...batch: readonly object[]) => profile().call('POST /v1/batch', { body: { batch } }),
  put: async (user: string, body: Json = {}): Promise<string> =>
    (await profile().call(`PUT /v1/profiles/by/user_id/${user}`, { body })).body.id,
  get: async (id: string) => (await profile().call(`GET /v1/profiles/${id}`)).body,
  merge: (survivorId: string, absorbedId: string) =>
    profile().call(`POST /v1/profiles/${survivorId}/merge`, { body: { absorbedId, reason: 'taken for one' } }),
})
