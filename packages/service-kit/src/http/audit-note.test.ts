import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Caller } from '../auth/caller.js'
import type { StaffMember } from '../auth/staff-token.js'
import { OPERATOR } from '../values/ids.js'
import type { Access } from './access.js'
import { kindOf, openNote } from './audit-note.js'

const workspaceId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a00'
const PERSON = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'
const ID = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a02'
const anna: StaffMember = { staffId: ID, workspaceId, unit: 'firm', roles: ['agent'] }
const key: Caller = { kind: 'secret', workspaceId, keyId: 'k1', scopes: [], unit: null, onBehalfOf: null }
const spoken: Caller = { ...key, onBehalfOf: anna }
const page: Caller = { kind: 'publishable', workspaceId, keyId: 'p1', scopes: [], person: null, personSince: null }
const person: Caller = { ...page, person: { profileId: PERSON } }
const staff: Caller = { kind: 'staff', ...anna }

const of = (more: Partial<Extract<Access, { who: 'key' }>> = {}): Access => ({
  who: 'key',
  scope: 'profile:write',
  staff: 'people',
  ...more,
})
const change = { operationId: 'updateProfile', method: 'patch', path: '/v1/profiles/:profileId', access: of() } as const
const read = { ...change, operationId: 'getProfile', method: 'get' } as const
const numbers = { ...read, access: of({ staff: 'numbers' }) }
const tracking = { ...change, method: 'post', access: of({ publishable: 'alone' }) } as const
const question = { ...change, method: 'post', access: of({ scope: 'profile:read' }) } as const

describe('the audit log says', () => {
  it.each([
    ['that a key has changed something', change, key, 'change'],
    ['that staff has', change, staff, 'change'],
    ['that a key has for staff', change, spoken, 'change'],
    ['that a person has', change, person, 'change'],
    ['that the operator has', { ...change, access: { who: 'admin' } as const }, { kind: 'admin' } as const, 'change'],
    ['that staff has read about somebody', read, staff, 'read'],
    ['that staff has, by a key', read, spoken, 'read'],
    ['that staff has asked about somebody', question, staff, 'read'],
    ['nothing of what a key reads', read, key, null],
    ['nothing of what a key asks', question, key, null],
    ['nothing of what a person reads', read, person, null],
    ['nothing of numbers that staff reads', numbers, staff, null],
    ['what is shown of people beside it', { ...numbers, showsPeople: true as const }, staff, 'read'],
    ['nothing of what a page tells', tracking, page, null],
    ['nothing of what a server tells where pages do', tracking, key, null],
    ['that staff has done what pages do', tracking, staff, 'change'],
    ['nothing behind a link', change, { kind: 'link', workspaceId, secretKey: false } as const, null],
    ['nothing of anybody', change, { kind: 'anyone' } as const, null],
  ])('%s', (_what, operation, caller, kind) => {
    expect(kindOf(operation, caller)).toBe(kind)
  })

  it('that staff has read what a dry run shows, and nothing where a key has', () => {
    const trial = { ...change, query: z.strictObject({ dryRun: z.enum(['true', 'false']) }) }
    expect(kindOf(trial, staff, { dryRun: 'true' })).toBe('read')
    expect(kindOf(trial, key, { dryRun: 'true' })).toBeNull()
    expect(kindOf(trial, key, { dryRun: 'false' })).toBe('change')
    expect(kindOf(change, key, { dryRun: 'true' })).toBe('change')
  })
})

describe('a row of the audit log', () => {
  const rowOf = (
    path: string,
    more: { caller?: Caller; params?: object; query?: object; body?: object; answer?: object; method?: 'post' | 'put' },
  ) => {
    const { caller = key, params = {}, query = {}, body, answer, method = 'post' } = more
    const origin = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }
    const note = openNote({ ...change, method, path }, { id: 'r', caller, params, query, body, origin })
    if (answer !== undefined) note?.answered({ status: 200, body: answer })
    return note?.row()
  }

  it('says who it was, and what for', () => {
    const about = { operation: 'updateProfile', requestId: 'r', traceId: 'a'.repeat(32), workspaceId }
    expect(rowOf('/v1/things', {})).toMatchObject({ who: 'key', keyId: 'k1', staffId: null, ...about })
    expect(rowOf('/v1/things', { caller: spoken })).toMatchObject({ who: 'staff', keyId: 'k1', staffId: ID, ...about })
    expect(rowOf('/v1/things', { caller: staff })).toMatchObject({ who: 'staff', keyId: null, staffId: ID, ...about })
    const theirs = { who: 'person', keyId: 'p1', staffId: null, profileId: PERSON }
    expect(rowOf('/v1/things', { caller: person })).toMatchObject({ ...theirs, ...about })
    const operator = { who: 'operator', keyId: null, staffId: null, workspaceId: OPERATOR }
    expect(rowOf('/v1/things', { caller: { kind: 'admin' } })).toMatchObject(operator)
  })

  it.each([
    ['a definition', '/v1/surveys/:key', { params: { key: 'nps' } }, 'surveys', 'nps', null],
    ['what is done with one', '/v1/surveys/:key/archive', { params: { key: 'nps' } }, 'surveys', 'nps', null],
    ['a thing of ours', '/v1/runs/:runId/cancel', { params: { runId: ID } }, 'runs', ID, null],
    ['a person', '/v1/profiles/:profileId', { params: { profileId: PERSON } }, 'profiles', null, PERSON],
    ['a merge', '/v1/profiles/:survivorId/merge', { params: { survivorId: PERSON } }, 'merge', null, PERSON],
    ['what was made', '/v1/messages', { answer: { messageId: ID, profileId: PERSON } }, 'messages', ID, PERSON],
    ['whom a body names', '/v1/answers', { body: { profileId: PERSON } }, 'answers', null, PERSON],
    ['whom a query names', '/v1/work', { query: { profileId: PERSON } }, 'work', null, PERSON],
    ['whom alone an answer is about', '/v1/work', { answer: { items: [{ profileId: PERSON }] } }, 'work', null, PERSON],
    ['somebody found', '/v1/x', { answer: { items: [{ found: [{ canonicalId: PERSON }] }] } }, 'x', null, PERSON],
    [
      'nobody of several',
      '/v1/work',
      { answer: { items: [{ profileId: PERSON }, { profileId: ID }] } },
      'work',
      null,
      null,
    ],
  ])('names %s', (...[_what, path, more, aboutKind, aboutId, profileId]) => {
    expect(rowOf(path, more)).toMatchObject({ aboutKind, aboutId, profileId })
  })

  it('holds no address, wherever one stands', () => {
    const value = 'jörg@example.test'
    const rows = [
      rowOf('/v1/profiles/by/:type/:value', { params: { type: 'email', value }, method: 'put' }),
      rowOf('/v1/events/:messageId', { params: { messageId: value } }),
      rowOf('/v1/people', { query: { email: value, profileId: value }, body: { to: value, profileId: value } }),
      rowOf('/v1/people', { answer: { id: value, email: value, profileId: value } }),
    ]
    expect(rows.map((row) => row?.aboutKind)).toEqual(['by', 'events', 'people', 'people'])
    expect(JSON.stringify(rows)).not.toContain('example')
  })

  it('is written once, and not for an answer that is given again', () => {
    const noted = { id: 'r', caller: key, params: {}, query: {}, body: undefined, origin: {} }
    for (const end of ['written', 'repeated'] as const) {
      const note = openNote(change, noted)
      expect(note?.row()).not.toBeNull()
      note?.[end]()
      expect(note?.row()).toBeNull()
    }
  })
})
