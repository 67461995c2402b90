import { allPages, dataOf } from '@polyphon/client'
import type { Command } from 'commander'
import { type Adding, addCommand, addGroup } from '../frame/command.js'
import { wrongUse } from '../frame/ends.js'
import { table } from '../frame/table.js'

type Kind = 'secret' | 'publishable'

interface Creating {
  readonly kind: string
  readonly scopes?: string
  readonly origins?: string
  readonly expires?: string
}

/** `polyphon keys create·list·revoke`. */
export function addKeys(program: Command, adding: Adding): void {
  const group = addGroup(program, adding, { usage: 'keys', summary: 'the keys of the workspace' })
  addCreate(group, adding)
  addCommand<{ readonly revoked?: true }>(
    group,
    adding,
    {
      usage: 'list',
      summary: 'the keys of the workspace, newest first',
      examples: ['polyphon keys list', 'polyphon keys list --revoked --json'],
      options: (command) => command.option('--revoked', 'those that were taken back'),
    },
    async (session, { revoked }) => {
      const { profile } = session.clients('key')
      const query = { limit: 500, revoked: revoked === true ? ('true' as const) : ('false' as const) }
      const keys = await allPages((cursor) =>
        dataOf(profile.GET('/v1/keys', { params: { query: { ...query, cursor } } })),
      )
      const rows = keys.map(({ id, kind, createdAt, expiresAt, scopes }) => [
        id,
        kind,
        createdAt,
        expiresAt ?? 'never',
        scopes.join(' '),
      ])
      session.answer({ items: keys }, table(['id', 'kind', 'made', 'expires', 'scopes'], rows))
    },
  )
  addCommand(
    group,
    adding,
    {
      usage: 'revoke <id>',
      summary: 'take a key back for good',
      examples: ['polyphon keys revoke 0193f2b0-7c1d-7a52-9f0e-2f3b8f6f7c11'],
    },
    async (session, _options, [id = '']) => {
      await dataOf(session.clients('key').profile.DELETE('/v1/keys/{keyId}', { params: { path: { keyId: id } } }))
      session.answer({ id, revoked: true }, `The key ${id} is taken back; every service hears of it in a moment.`)
    },
  )
}

function addCreate(group: Command, adding: Adding): void {
  addCommand<Creating>(
    group,
    adding,
    {
      usage: 'create',
      summary: 'make a key; its secret is shown this once',
      description: 'Makes a key. Its secret is shown this once. It may do no more than the key that makes it.',
      examples: [
        'polyphon keys create --kind publishable --origins https://shop.example',
        'polyphon keys create --kind secret --scopes analytics:read --expires 2027-01-01T00:00:00Z',
      ],
      options: (command) =>
        command
          .requiredOption('--kind <kind>', 'secret or publishable')
          .option('--scopes <list>', 'comma list, such as profile:read,journey:write; those of your key without it')
          .option('--origins <list>', 'comma list of origins from which browsers may use it; any without it')
          .option('--expires <moment>', 'until when it is valid, such as 2027-01-01T00:00:00Z'),
    },
    async (session, { kind, scopes, origins, expires }) => {
      if (!isKind(kind)) throw wrongUse('--kind is secret or publishable.')
      const made = await dataOf(
        session.clients('key').profile.POST('/v1/keys', {
          params: { header: { 'Idempotency-Key': session.around.newId() } },
          body: {
            kind,
            // Which scopes there are is known by the service, which names a wrong one.
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
            ...(scopes === undefined ? {} : { scopes: listOf(scopes) as never }),
            ...(origins === undefined ? {} : { origins: listOf(origins) }),
            ...(expires === undefined ? {} : { expiresAt: expires }),
          },
        }),
      )
      session.answer(
        made,
        `${made.id} (${made.scopes.join(' ')})\n\nThe key, which is shown this once:\n${made.secret ?? ''}`,
      )
    },
  )
}

const isKind = (kind: string): kind is Kind => kind === 'secret' || kind === 'publishable'

const listOf = (text: string): string[] => text.split(',').map((part) => part.trim())
