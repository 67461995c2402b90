import { uuidv7 } from '@polyphon/service-kit'
import pg from 'pg'
import { type Profile, startProfile } from './harness.js'

export const REASON = 'Antrag vom 30. November'

export const keyed = (key = uuidv7()) => ({ 'idempotency-key': key })

/** Profile with a look past row-level security, and a request that somebody is forgotten. */
export async function startErasing() {
  const profile: Profile = await startProfile()
  const owner = new pg.Client({ connectionString: profile.ownerUrl })
  await owner.connect()
  return {
    profile,
    owner,
    request: (body: object, more: object = {}) =>
      profile.call('POST /v1/privacy/erasures', { body: { reason: REASON, ...body }, headers: keyed(), ...more }),
    close: async () => {
      await owner.end()
      await profile.close()
    },
  }
}
