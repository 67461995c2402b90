import { PermissionState } from '@polyphon/contracts'
import { Channel, Id, Topic, type Tx } from '@polyphon/service-kit'
import { by, given, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import { type PermissionRecord, readPermissionRecords } from '../store/permissions.js'

export type { PermissionRecord }

/** The records of one person by channel and topic, the newest of each first: upwards and downwards at once, so a statement of its own reads them. */
export const permissionList = list({
  name: 'permissions',
  filters: {
    profileId: given(Id.describe('Required, except with a person token')),
    channel: given(Channel),
    topic: given(Topic),
    state: given(PermissionState.describe('What holds now')),
  },
  sorts: { topic: [by.text('channel'), by.text('topic'), by.id('entry_id')] },
  sort: 'topic',
  only: true,
  counts: 'records',
})

export interface PermissionFilter {
  readonly channel?: string | undefined
  readonly topic?: string | undefined
  readonly state?: string | undefined
}

/** What a person allows now, with the records that led there. */
export function listPermissions<Item extends object>(
  tx: Tx,
  query: ListQuery & PermissionFilter,
  { profileId, show }: { readonly profileId: string; readonly show: (record: PermissionRecord) => Item },
): Promise<Page<Item>> {
  return permissionList.pageOf(tx, query, async (behind, most) => {
    const [channel, topic, entryId] = behind ?? []
    const after = behind === null ? null : { channel: channel ?? '', topic: topic ?? '', entryId: entryId ?? '' }
    const records = await readPermissionRecords(tx, { profileId, filter: query, after, limit: most })
    return records.map((record) => {
      const { permission, entry } = record
      return { item: show(record), position: [permission.channel, permission.topic, entry.entryId] }
    })
  })
}
