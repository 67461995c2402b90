import { setTimer, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { normaliseAddress, readChannel, topicName } from '@polyphon/values'
import { z } from 'zod'
import { joinPermission } from '../steps/join-permission.js'
import { type Address, moveAddress, readAddresses } from '../store/addresses.js'
import {
  type DecidedAbout,
  lockContacts,
  readDecided,
  readPermissions,
  readStoredNames,
  removePermission,
  renameEntries,
} from '../store/permissions.js'

export const NORMAL_FORM_TIMER = 'normal-form'

export const NormalFormPosition = z.object({
  after: z.object({ channel: z.string(), address: z.string() }).nullable(),
  pass: z.int(),
})
export type NormalFormPosition = z.output<typeof NormalFormPosition>

const PAGE = 1_000
const MOST_PEOPLE = 50
const PASSES = 2
const BETWEEN_PASSES_MS = 3_600_000

/**
 * Writes the next addresses, or the permissions of the next people, in the one form of today. It goes on by a timer until
 * it has seen all, and looks once more an hour later, for what an older process wrote meanwhile.
 */
export async function rewriteForms(tx: Tx, part: string, { after, pass }: NormalFormPosition): Promise<void> {
  const next = part === 'addresses' ? await rewriteAddresses(tx, after) : await rewritePermissions(tx)
  if (next !== 'end') return scheduleNext(tx, part, { data: { after: next, pass }, afterMs: 0 })
  if (pass < PASSES) await scheduleNext(tx, part, { data: { after: null, pass: pass + 1 }, afterMs: BETWEEN_PASSES_MS })
}

async function scheduleNext(
  tx: Tx,
  part: string,
  { data, afterMs }: { readonly data: NormalFormPosition; readonly afterMs: number },
): Promise<void> {
  const dueAt = tx.soon(afterMs)
  await setTimer(tx, { kind: NORMAL_FORM_TIMER, key: part, dueAt, data })
}

/** A suppression moves to the form by which the address is found today; of two the earlier one stays. */
async function rewriteAddresses(tx: Tx, after: Address | null): Promise<Address | 'end'> {
  const page = await readAddresses(tx, after, PAGE)
  const normalisePhone = await readPhoneNormaliser(tx)
  for (const old of page) {
    const channel = readChannel(old.channel)
    const address = channel === null ? null : normaliseAddress(channel, old.address, normalisePhone)
    // What is no address of any channel stays as it is: nothing is ever sent there.
    if (channel === null || address === null) continue
    if (channel !== old.channel || address !== old.address) await moveAddress(tx, old, { channel, address })
  }
  const last = page.length === PAGE ? page.at(-1) : undefined
  return last === undefined ? 'end' : { channel: last.channel, address: last.address }
}

/** A decision under another spelling of a channel or topic joins those under its name; the more restrictive one holds. */
async function rewritePermissions(tx: Tx): Promise<null | 'end'> {
  const odd = (await readStoredNames(tx)).filter((names) => renamed(names) !== null)
  const people = odd.length === 0 ? [] : await readDecided(tx, odd, MOST_PEOPLE)
  if (people.length === 0) return 'end'
  await lockContacts(tx, people)
  for (const profileId of people) await rewritePerson(tx, profileId)
  return null
}

async function rewritePerson(tx: Tx, profileId: string): Promise<void> {
  for (const old of await readPermissions(tx, profileId)) {
    const to = renamed(old)
    if (to === null) continue
    const current = await readPermissions(tx, profileId)
    const before =
      current.find((permission) => permission.channel === to.channel && permission.topic === to.topic) ?? null
    await joinPermission(tx, profileId, { before, absorbed: { ...old, ...to } })
    await removePermission(tx, profileId, old)
    await renameEntries(tx, profileId, { from: old, to })
  }
}

// Null for what has its name, and for what is no channel or topic at all.
function renamed(old: DecidedAbout): DecidedAbout | null {
  const channel = readChannel(old.channel) ?? old.channel
  const topic = topicName(old.topic) || old.topic
  return channel === old.channel && topic === old.topic ? null : { channel, topic }
}
