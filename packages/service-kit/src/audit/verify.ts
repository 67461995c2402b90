import { z } from 'zod'
import type { Database } from '../db/database.js'
import { isUuid, OPERATOR } from '../values/ids.js'
import { BEGINNING, type Break, followChain, type Link } from './chain.js'
import { type Head, readChains, readEntries, readHead } from './store.js'

/** A part of a chain that was followed. */
export interface Followed {
  readonly workspaceId: string
  readonly entries: number
  /** The last one that fits. */
  readonly link: Link
  /** Whether it was followed to its end, or to where it is broken. */
  readonly isWhole: boolean
  readonly waiting: number
  readonly broken: Break | null
}

/** Where to go on: behind a link of a chain, or with the chains behind it. */
export interface Following {
  readonly workspaceId: string
  readonly link: Link | null
}

export interface Verified {
  readonly chains: readonly Followed[]
  readonly next: Following | null
}

const PAGE = 1_000
/** How many rows are looked at in one call at most, and how many chains. */
const MOST_ENTRIES = 20_000
const MOST_CHAINS = 200
/** What waits for longer was left by everybody. */
const LONGEST_WAIT_MS = 300_000

/** Verifies one chain, or with null all of them, as far as one call goes. */
export async function verifyChains(
  db: Database,
  workspaceId: string | null,
  begin: Following | null,
): Promise<Verified> {
  const ids = workspaceId === null ? await idsFrom(db, begin) : [workspaceId]
  const chains: Followed[] = []
  let left = MOST_ENTRIES
  for (const id of ids) {
    if (left <= 0) break
    const link = begin?.workspaceId === id ? begin.link : null
    const followed = await followOne(db, id, { link, most: left })
    chains.push(followed)
    left -= followed.entries
    if (!followed.isWhole) return { chains, next: { workspaceId: id, link: followed.link } }
  }
  const last = chains.at(-1)?.workspaceId
  const isMore = workspaceId === null && (chains.length < ids.length || ids.length >= MOST_CHAINS)
  return { chains, next: isMore && last !== undefined ? { workspaceId: last, link: null } : null }
}

/** Whose chains come from there on. */
async function idsFrom(db: Database, begin: Following | null): Promise<readonly string[]> {
  const from = begin?.workspaceId ?? OPERATOR
  // One more, as the first may have been the last of the call before.
  const ids = await db.transact(null, (tx) => readChains(tx, from, MOST_CHAINS + 1), { readOnly: true })
  return begin?.link === null ? ids.filter((id) => id !== from) : ids
}

interface Stretch {
  readonly link: Link | null
  readonly most: number
}

async function followOne(db: Database, workspaceId: string, stretch: Stretch): Promise<Followed> {
  const read = (): Promise<Head> => db.transact(workspaceId, readHead, { readOnly: true })
  const head = await read()
  const followed = await followFrom(db, workspaceId, { head, ...stretch })
  if (followed.broken === null) return followed
  // What was kept for long enough may have gone meanwhile: then it begins elsewhere by now.
  const again = await read()
  if (again.stated?.before.seq === head.stated?.before.seq) return followed
  return followFrom(db, workspaceId, { head: again, link: null, most: stretch.most })
}

async function followFrom(
  db: Database,
  workspaceId: string,
  { head, link: begin, most }: Stretch & { readonly head: Head },
): Promise<Followed> {
  const { before = BEGINNING, last = BEGINNING } = head.stated ?? {}
  const start = begin ?? before
  let [link, broken] = [start, faultOfHead(head)]
  while (broken === null && link.seq < last.seq && link.seq - start.seq < most)
    ({ link, broken } = await followPage(db, workspaceId, { link, until: last.seq }))
  const isWhole = broken !== null || link.seq >= last.seq
  const { waiting } = head
  const found = { workspaceId, entries: link.seq - start.seq, link, isWhole, waiting }
  return { ...found, broken: broken ?? (isWhole ? faultOfEnd(head, link) : null) }
}

async function followPage(
  db: Database,
  workspaceId: string,
  { link, until }: { readonly link: Link; readonly until: number },
): Promise<ReturnType<typeof followChain>> {
  const page = { after: link.seq, until, most: PAGE }
  const rows = await db.transact(workspaceId, (tx) => readEntries(tx, page), { readOnly: true })
  return rows.length === 0 ? { link, broken: { kind: 'entry_missing', seq: link.seq + 1 } } : followChain(link, rows)
}

/** What is wrong before any row is looked at. */
function faultOfHead({ stated, firstSeq, lastSeq }: Head): Break | null {
  if (stated === null) return firstSeq === null ? null : { kind: 'head_missing', seq: firstSeq }
  const { before, last } = stated
  const isEmpty = firstSeq === null || lastSeq === null
  if (isEmpty) return before.seq === last.seq ? null : { kind: 'end_missing', seq: before.seq + 1 }
  if (firstSeq !== before.seq + 1) return { kind: 'beginning_missing', seq: Math.min(firstSeq, before.seq + 1) }
  return lastSeq === last.seq ? null : { kind: 'end_missing', seq: Math.min(lastSeq, last.seq) + 1 }
}

/** What is wrong once all rows were looked at. */
function faultOfEnd({ stated, waitingSince, now }: Head, link: Link): Break | null {
  if (stated !== null && link.seq === stated.last.seq && link.hash !== stated.last.hash)
    return { kind: 'entry_altered', seq: link.seq }
  const isLeft = waitingSince !== null && now.getTime() - waitingSince.getTime() > LONGEST_WAIT_MS
  return isLeft ? { kind: 'not_chained', seq: link.seq + 1 } : null
}

/** Makes the opaque text by which a verification is gone on with. */
export const writeFollowing = ({ workspaceId, link }: Following): string =>
  Buffer.from(JSON.stringify([workspaceId, link])).toString('base64url')

const Written = z.tuple([
  z.string().refine(isUuid),
  z.object({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) }).nullable(),
])

/** Reads it back; undefined for what is none. Who makes one up verifies less, and learns nothing by it. */
export function readFollowing(text: string): Following | undefined {
  try {
    const [workspaceId, link] = Written.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { workspaceId, link }
  } catch {
    return undefined
  }
}
