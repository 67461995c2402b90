import { describe, expect, it } from 'vitest'
import { type AuditEntry, BEGINNING, digestOf, followChain, hashOf, type Link } from './chain.js'

const WORKSPACE = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a00'
const PERSON = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'

function entryAt(link: Link, more: Partial<AuditEntry> = {}): AuditEntry {
  const entry = {
    workspaceId: WORKSPACE,
    seq: link.seq + 1,
    entryId: '4f6c1d2b-0c00-4a10-8f00-3f6c1d2b4a02',
    at: new Date('2026-11-30T01:00:00.120Z'),
    kind: 'read',
    who: 'staff',
    keyId: null,
    staffId: '4f6c1d2b-0c00-4a10-8f00-3f6c1d2b4a03',
    operation: 'getProfile',
    aboutKind: 'profiles',
    aboutId: null,
    profileId: PERSON,
    salt: 'salz',
    person: digestOf('salz', PERSON),
    requestId: 'a "request"',
    traceId: null,
    ...more,
  } as const
  return { ...entry, hash: hashOf(entry, link.hash) }
}

function chainOf(length: number): readonly AuditEntry[] {
  const entries: AuditEntry[] = []
  let link = BEGINNING
  for (let at = 0; at < length; at += 1) {
    const entry = entryAt(link)
    entries.push(entry)
    link = entry
  }
  return entries
}

describe('a chain', () => {
  const chain = chainOf(5)
  const broken = (entries: readonly AuditEntry[]) => followChain(BEGINNING, entries).broken
  const changed = (at: number, change: Partial<AuditEntry>) =>
    chain.map((entry, index) => (index === at ? { ...entry, ...change } : entry))

  it('is followed to its end, also in parts', () => {
    const first = followChain(BEGINNING, chain.slice(0, 2))
    expect(first).toEqual({ link: { seq: 2, hash: chain[1]?.hash }, broken: null })
    expect(followChain(first.link, chain.slice(2))).toEqual({ link: { seq: 5, hash: chain[4]?.hash }, broken: null })
  })

  it.each([
    ['a row that is gone', chain.toSpliced(2, 1), { kind: 'entry_missing', seq: 3 }],
    [
      'a row that stands twice',
      chain.toSpliced(2, 0, chain[1] ?? entryAt(BEGINNING)),
      { kind: 'entry_missing', seq: 3 },
    ],
    [
      'two rows that changed places',
      [1, 0, 2, 3, 4].flatMap((at) => chain[at] ?? []),
      { kind: 'entry_missing', seq: 1 },
    ],
    ['a row that was altered', changed(1, { operation: 'listAudit' }), { kind: 'entry_altered', seq: 2 }],
    [
      'a row made anew',
      chain.with(1, entryAt(chain[0] ?? BEGINNING, { who: 'key' })),
      { kind: 'entry_altered', seq: 3 },
    ],
    ['another person', changed(3, { profileId: WORKSPACE }), { kind: 'person_altered', seq: 4 }],
    ['a person without their salt', changed(3, { salt: null }), { kind: 'person_altered', seq: 4 }],
    ['a digest of nobody', changed(3, { person: null }), { kind: 'entry_altered', seq: 4 }],
  ])('is broken by %s', (_what, entries, at) => {
    expect(broken(entries)).toEqual(at)
  })

  it('holds when somebody was erased from it', () => {
    expect(broken(changed(2, { profileId: null, salt: null }))).toBeNull()
  })
})
