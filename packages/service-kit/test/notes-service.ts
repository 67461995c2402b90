import { segmentPublished } from '@polyphon/contracts'
import {
  AppError,
  type Deps,
  defineService,
  etagOf,
  Id,
  outbox,
  type Route,
  requireVersion,
  route,
  type Tx,
} from '@polyphon/service-kit'
import { importKind } from '@polyphon/service-kit/jobs'
import { Timestamp } from '@polyphon/values'
import { z } from 'zod'

const settings = z.object({})
const Note = z.object({ id: z.string(), text: z.string() }).meta({ id: 'Note' })
const params = z.object({ noteId: Id })

async function readNote(tx: Tx, id: string): Promise<{ text: string; version: number }> {
  const { rows } = await tx.query<{ text: string; version: number }>(
    'select text, version from note where workspace_id = $1 and note_id = $2',
    [tx.workspaceId, id],
  )
  if (rows[0] === undefined) throw new AppError('missing', 'note_unknown', 'There is no such note.')
  return rows[0]
}

function noteRoutes(_deps: Deps): readonly Route[] {
  const write = { who: 'key', scope: 'profile:write' } as const
  return [
    route({
      operationId: 'addNote',
      method: 'post',
      path: '/v1/notes',
      tag: 'notes',
      summary: 'Add a note',
      access: write,
      body: z.strictObject({ text: z.string().min(1), at: Timestamp.optional(), fail: z.boolean().optional() }),
      responses: { 201: Note },
      handle: async (tx, { body }) => {
        const id = tx.newId()
        await tx.query('insert into note (workspace_id, note_id, text) values ($1, $2, $3)', [
          tx.workspaceId,
          id,
          body.text,
        ])
        outbox.append(tx, segmentPublished, { key: id, version: 1, name: body.text, condition: {} })
        if (body.fail === true) throw new AppError('conflict', 'note_refused', 'As asked.')
        return { status: 201, body: { id, text: body.text, hidden: 'stays inside' } as { id: string; text: string } }
      },
    }),
    route({
      operationId: 'addNoteOnce',
      method: 'post',
      path: '/v1/notes/once',
      tag: 'notes',
      summary: 'Add a note, with a key',
      access: write,
      idempotencyKey: 'required',
      deprecatedSince: '2027-03-01',
      secretAnswer: true,
      body: z.strictObject({ text: z.string() }),
      responses: { 201: Note },
      handle: async (tx, { body }) => ({ status: 201, body: { id: tx.newId(), text: body.text } }),
    }),
    route({
      operationId: 'getNote',
      etag: true,
      method: 'get',
      path: '/v1/notes/:noteId',
      tag: 'notes',
      summary: 'Read a note',
      access: { who: 'key', scope: 'profile:read' },
      params,
      responses: { 200: Note },
      handle: async (tx, { params: { noteId } }) => {
        const note = await readNote(tx, noteId)
        return { status: 200, body: { id: noteId, text: note.text }, headers: { etag: etagOf(note.version) } }
      },
    }),
    route({
      operationId: 'breakIt',
      method: 'get',
      path: '/v1/broken',
      tag: 'notes',
      summary: 'A bug',
      access: { who: 'anyone' },
      responses: { 204: z.null() },
      handle: async (_tx) => {
        throw new Error('secret detail of a bug')
      },
    }),
    route({
      operationId: 'updateNote',
      method: 'patch',
      path: '/v1/notes/:noteId',
      tag: 'notes',
      summary: 'Change a note',
      access: write,
      params,
      ifMatch: 'required',
      body: z.strictObject({ text: z.string() }),
      responses: { 204: z.null() },
      handle: async (tx, { params: { noteId }, body, ifMatch }) => {
        const note = await readNote(tx, noteId)
        requireVersion(ifMatch, note.version, 'etag_mismatch')
        await tx.query('update note set text = $3, version = version + 1 where workspace_id = $1 and note_id = $2', [
          tx.workspaceId,
          noteId,
          body.text,
        ])
        return { status: 204, body: null }
      },
    }),
  ]
}

/** What is done in the middle of a row, so that tests can let it go wrong. */
export const rowHooks = { before: async (_tx: Tx, _text: string): Promise<void> => undefined }

export const importNotes = importKind({
  kind: 'people',
  description: 'a row is a note.',
  row: z.strictObject({ text: z.string().min(1), at: Timestamp.optional(), size: z.number().optional() }),
  apply: async (tx, { text }, because) => {
    await rowHooks.before(tx, text)
    if (text === 'refused')
      throw new AppError('conflict', 'note_refused', 'As asked.', {
        faults: [{ pointer: '/body/text', code: 'note_refused', detail: 'As asked.' }],
      })
    if (text === 'known') return 'unchanged'
    await tx.query('insert into note (workspace_id, note_id, text) values ($1, $2, $3)', [
      tx.workspaceId,
      because,
      text,
    ])
    outbox.append(tx, segmentPublished, { key: because, version: 1, name: text, condition: {} })
    return 'applied'
  },
})

/** The smallest service that uses all of the kit; only for the kit's own tests. */
export const notesService = defineService({
  name: 'profile',
  port: 7999,
  title: 'Notes',
  codes: {},
  description: 'A service for the tests of the kit.',
  tags: { notes: 'Short texts.' },
  settings,
  migrations: new URL('notes-migrations/', import.meta.url),
  keepsPeople: false,
  keepsWorkspaces: false,
  open: async () => ({ tools: {}, close: async () => undefined }),
  groups: {},
  features: [{ routes: [noteRoutes], imports: [() => importNotes] }],
})
