import { allPages, dataOf } from '@polyphon/client'
import type { Command } from 'commander'
import { type Adding, addCommand, addGroup } from '../frame/command.js'
import { wrongUse } from '../frame/ends.js'
import { table } from '../frame/table.js'
import { addDelete } from './delete-workspace.js'
import { findWorkspace } from './find-workspace.js'
import { addQuota, ofQuota, readUsedToday } from './quota.js'

interface Creating {
  readonly name: string
  readonly mode?: 'live' | 'test'
  readonly timeZone?: string
  readonly locale?: string
  readonly defaultRegion?: string
}

/** `polyphon workspaces create·show·list·quota·suspend·resume·delete`. */
export function addWorkspaces(program: Command, adding: Adding): void {
  const group = addGroup(program, adding, { usage: 'workspaces', summary: 'make workspaces and look at them' })
  addCreate(group, adding)
  addShow(group, adding)
  addList(group, adding)
  addQuota(group, adding)
  addSuspend(group, adding)
  addResume(group, adding)
  addDelete(group, adding)
}

function addCreate(group: Command, adding: Adding): void {
  addCommand<Creating>(
    group,
    adding,
    {
      usage: 'create <key>',
      summary: 'make a workspace and its first secret key, as the operator',
      description: 'Makes a workspace and its first secret key, which is shown this once. Needs POLYPHON_ADMIN_TOKEN.',
      examples: [
        'polyphon workspaces create wanderschuh --name "Wanderschuh GmbH" --mode test --time-zone Europe/Berlin',
      ],
      options: (command) =>
        command
          .requiredOption('--name <name>', 'how it is called')
          .option('--mode <mode>', 'live, or test: messages go to files unless configured otherwise')
          .option('--time-zone <zone>', 'such as Europe/Berlin')
          .option('--locale <locale>', 'such as de')
          .option('--default-region <country>', 'of phone numbers that come without a country code, such as DE'),
    },
    async (session, options, [key = '']) => {
      const { name, mode, timeZone, locale, defaultRegion } = options
      if (mode !== undefined && mode !== 'live' && mode !== 'test') throw wrongUse('--mode is live or test.')
      const { workspace, secretKey } = await dataOf(
        session.clients('operator').profile.POST('/v1/workspaces', {
          // Tried again under the same key, it is made once.
          params: { header: { 'Idempotency-Key': session.around.newId() } },
          body: {
            key,
            name,
            mode: mode ?? 'live',
            defaultRegion: defaultRegion ?? null,
            ...(timeZone === undefined ? {} : { timeZone }),
            ...(locale === undefined ? {} : { locale }),
          },
        }),
      )
      const { id, timeZone: zone } = workspace
      session.answer(
        { workspace, secretKey },
        `${table(['id', 'key', 'mode', 'time zone'], [[id, workspace.key, workspace.mode, zone]])}\n\nIts secret key, which is shown this once:\n${secretKey.secret}`,
      )
    },
  )
}

function addShow(group: Command, adding: Adding): void {
  addCommand(
    group,
    adding,
    {
      usage: 'show',
      summary: 'the workspace of your key, and what it decided',
      examples: ['polyphon workspaces show', 'polyphon workspaces show --json'],
    },
    async (session) => {
      const workspace = await dataOf(session.clients('key').profile.GET('/v1/workspace'))
      const { settings, ...facts } = workspace
      const rows = [...Object.entries(facts), ...Object.entries(settings)].map(([name, value]) => [
        name,
        typeof value === 'object' ? JSON.stringify(value) : value,
      ])
      session.answer(workspace, table(['what', 'value'], rows))
    },
  )
}

function addList(group: Command, adding: Adding): void {
  addCommand<{ readonly suspended?: true }>(
    group,
    adding,
    {
      usage: 'list',
      summary: 'all workspaces, newest first, as the operator',
      description:
        'All workspaces, newest first, with what each has used today in its time zone, and its quotas. Needs POLYPHON_ADMIN_TOKEN.',
      examples: ['polyphon workspaces list', 'polyphon workspaces list --suspended --json'],
      options: (command) => command.option('--suspended', 'only those that are suspended'),
    },
    async (session, { suspended }) => {
      const { profile } = session.clients('operator')
      const query = { limit: 500, ...(suspended === true ? { suspended: 'true' as const } : {}) }
      const workspaces = await allPages((cursor) =>
        dataOf(profile.GET('/v1/workspaces', { params: { query: { ...query, cursor } } })),
      )
      const used = await readUsedToday(session)
      const items = workspaces.map((workspace) => ({ ...workspace, usedToday: used(workspace.id) }))
      const rows = items.map(({ id, key, name, mode, quotas, usedToday, createdAt, suspendedAt }) => [
        id,
        key,
        name,
        mode,
        ofQuota(usedToday.events, quotas.eventsPerDay),
        ofQuota(usedToday.messages, quotas.messagesPerDay),
        suspendedAt ?? 'no',
        createdAt,
      ])
      const head = ['id', 'key', 'name', 'mode', 'events today', 'messages today', 'suspended', 'made']
      session.answer({ items }, table(head, rows))
    },
  )
}

function addSuspend(group: Command, adding: Adding): void {
  addCommand(
    group,
    adding,
    {
      usage: 'suspend <workspace>',
      summary: 'let a workspace rest in all services, as the operator',
      description:
        'Named by id or key. Within seconds all services refuse the keys and links of a workspace, send nothing from it and let its timers wait; nothing is lost. Needs POLYPHON_ADMIN_TOKEN.',
      examples: [
        'polyphon workspaces suspend wanderschuh',
        'polyphon workspaces suspend 0193f2b0-7c1d-7a52-9f0e-2f3b8f6f7c11',
      ],
    },
    async (session, _options, [named = '']) => {
      const { id: workspaceId } = await findWorkspace(session, named)
      const params = { path: { workspaceId }, header: { 'Idempotency-Key': session.around.newId() } }
      const { profile } = session.clients('operator')
      const workspace = await dataOf(profile.POST('/v1/workspaces/{workspaceId}/suspend', { params }))
      session.answer(workspace, `${workspace.key} is suspended; every service hears of it in a moment.`)
    },
  )
}

function addResume(group: Command, adding: Adding): void {
  addCommand(
    group,
    adding,
    {
      usage: 'resume <workspace>',
      summary: 'let a suspended workspace go on, as the operator',
      description:
        'Named by id or key. Lets a suspended workspace go on: what was due meanwhile happens now, messages that have expired are dropped. Needs POLYPHON_ADMIN_TOKEN.',
      examples: [
        'polyphon workspaces resume wanderschuh',
        'polyphon workspaces resume 0193f2b0-7c1d-7a52-9f0e-2f3b8f6f7c11',
      ],
    },
    async (session, _options, [named = '']) => {
      const { id: workspaceId } = await findWorkspace(session, named)
      const params = { path: { workspaceId }, header: { 'Idempotency-Key': session.around.newId() } }
      const { profile } = session.clients('operator')
      const workspace = await dataOf(profile.POST('/v1/workspaces/{workspaceId}/resume', { params }))
      session.answer(workspace, `${workspace.key} goes on; every service hears of it in a moment.`)
    },
  )
}
