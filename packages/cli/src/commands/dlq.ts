import { allPages, dataOf, PolyphonError } from '@polyphon/client'
import type { Command } from 'commander'
import { type Adding, addCommand, addGroup } from '../frame/command.js'
import { EXIT, foundWrong, wrongUse } from '../frame/ends.js'
import { type AnyService, listOfServices, type Session } from '../frame/session.js'
import { printable, table } from '../frame/table.js'

interface Listing {
  readonly services?: string
  readonly group?: string
  readonly type?: string
  readonly code?: string
  readonly limit: string
}

type Letter = Awaited<ReturnType<typeof listLetters>>[number]

/** `polyphon dlq list·show·redrive·discard`: over all services, whichever one has it. */
export function addDeadLetters(program: Command, adding: Adding): void {
  const group = addGroup(program, adding, {
    usage: 'dlq',
    summary: 'dead letters: what a service could not process',
    description:
      'Dead letters: records that a service could not process. With POLYPHON_ADMIN_TOKEN those of all workspaces, with a key those of its own.',
  })
  addList(group, adding)
  addShow(group, adding)
  addRedrive(group, adding)
  addDiscard(group, adding)
}

const withFilters = (command: Command): Command =>
  command
    .option('--services <list>', 'comma list of services; all without it')
    .option('--group <consumer-group>', 'only those of this consumer group, such as feedback.orders')
    .option('--type <event-type>', 'only those of this event, such as profile.merged.v1')
    .option('--code <error-code>', 'only those with this error code')

function addList(group: Command, adding: Adding): void {
  addCommand<Listing>(
    group,
    adding,
    {
      usage: 'list',
      summary: 'the dead letters of all services, the oldest first',
      examples: ['polyphon dlq list', 'polyphon dlq list --services feedback --code handler_failed --json'],
      options: (command) => withFilters(command).option('--limit <n>', 'at most so many of each service', '100'),
    },
    async (session, options) => {
      const letters = await listLetters(session, options)
      const rows = letters.map(({ service, id, eventType, errorCode, attempts, firstSeenAt, reason }) => [
        service,
        id,
        eventType,
        errorCode,
        attempts,
        firstSeenAt,
        reason.length > 80 ? `${reason.slice(0, 79)}…` : reason,
      ])
      const head = ['service', 'id', 'event', 'code', 'tries', 'since', 'reason']
      session.answer({ items: letters }, letters.length === 0 ? 'There are no dead letters.' : table(head, rows))
    },
  )
}

async function listLetters(session: Session, { services, group, type, code, limit }: Listing) {
  const most = Number(limit)
  if (!Number.isInteger(most) || most < 1) throw wrongUse('--limit is a whole number from 1.')
  const query = { consumerGroup: group, eventType: type, errorCode: code, limit: Math.min(most, 500) }
  const lists = session.each(session.strongest(), listOfServices(services)).map(async ([service, client]) => {
    const items = await allPages(
      (cursor) => dataOf(client.GET('/v1/dead-letters', { params: { query: { ...query, cursor } } })),
      most,
    )
    return items.map((letter) => ({ service, ...letter }))
  })
  return (await Promise.all(lists)).flat()
}

function addShow(group: Command, adding: Adding): void {
  addCommand(
    group,
    adding,
    {
      usage: 'show <id>',
      summary: 'one dead letter with its headers and payload',
      examples: ['polyphon dlq show 0193f2b0-7c1d-7a52-9f0e-2f3b8f6f7c11'],
    },
    async (session, _options, [id = '']) => {
      const { service, letter } = await findLetter(session, id)
      const { payload, headers, ...facts } = letter
      const rows = [['service', service], ...Object.entries(facts), ...Object.entries(headers)]
      session.answer({ service, ...letter }, `${table(['what', 'value'], rows)}\n\n${printable(payload ?? '')}`)
    },
  )
}

/** The service that has a dead letter; ids are unique. */
async function findLetter(session: Session, id: string) {
  for (const [service, client] of session.each(session.strongest())) {
    const letter = await dataOf(client.GET('/v1/dead-letters/{id}', { params: { path: { id } } })).catch(noLetter)
    if (letter !== null) return { service, client, letter }
  }
  throw foundWrong('dead_letter_unknown', `No service has a dead letter ${printable(id)}.`)
}

function noLetter(error: unknown): null {
  if (error instanceof PolyphonError && error.status === 404) return null
  throw error
}

interface Redriving extends Omit<Listing, 'limit'> {
  readonly all?: true
}

function addRedrive(group: Command, adding: Adding): void {
  addCommand<Redriving>(
    group,
    adding,
    {
      usage: 'redrive [ids...]',
      summary: 'process dead letters again, with their original ids',
      description:
        'Processes dead letters again, with their original ids, so that what was applied is not applied twice. Mend the cause first; one that still cannot be applied stays, and the exit code is 1.',
      examples: [
        'polyphon dlq redrive 0193f2b0-7c1d-7a52-9f0e-2f3b8f6f7c11',
        'polyphon dlq redrive --all --services feedback --code handler_failed',
      ],
      options: (command) => withFilters(command).option('--all', 'all that the options name'),
    },
    async (session, options, ids) => {
      const letters = await lettersOf(session, ids, options)
      const clients = new Map(session.each(session.strongest()))
      const outcomes = []
      for (const letter of letters) {
        const client = clients.get(letter.service)
        if (client !== undefined)
          outcomes.push({ service: letter.service, id: letter.id, ...(await redrive(session, client, letter)) })
      }
      const failed = outcomes.filter(({ ok }) => !ok)
      if (failed.length > 0) session.end(EXIT.foundWrong)
      const rows = outcomes.map(({ service, id, ok, detail }) => [service, id, ok ? 'applied' : 'failed', detail])
      const head = ['service', 'id', 'outcome', 'why']
      session.answer({ items: outcomes }, outcomes.length === 0 ? 'There are no dead letters.' : table(head, rows))
    },
  )
}

async function redrive(session: Session, client: AnyService, { id }: Pick<Letter, 'id'>) {
  const header = { 'Idempotency-Key': session.around.newId() }
  const { error } = await client.POST('/v1/dead-letters/{id}/redrive', { params: { path: { id }, header } })
  return error === undefined
    ? { ok: true, detail: '' }
    : { ok: false, detail: [error.code, error.title, ...error.errors.map(({ detail }) => detail)].join(': ') }
}

/** The dead letters that are named, or with `--all` all that fit. */
async function lettersOf(session: Session, ids: readonly string[], { all, ...filters }: Redriving) {
  if (all === true) {
    if (ids.length > 0) throw wrongUse('Either ids or --all.')
    return listLetters(session, { ...filters, limit: '10000' })
  }
  if (ids.length === 0) throw wrongUse('Which ones? Name their ids, or say --all.')
  const found = []
  for (const id of ids) {
    const { service, letter } = await findLetter(session, id)
    found.push({ service, ...letter })
  }
  return found
}

function addDiscard(group: Command, adding: Adding): void {
  addCommand<{ readonly reason: string }>(
    group,
    adding,
    {
      usage: 'discard <ids...>',
      summary: 'give dead letters up for good',
      examples: ['polyphon dlq discard 0193f2b0-7c1d-7a52-9f0e-2f3b8f6f7c11 --reason "broken at its source"'],
      options: (command) => command.requiredOption('--reason <text>', 'why; it is kept'),
    },
    async (session, { reason }, ids) => {
      const outcomes = []
      for (const id of ids) {
        const { service, client } = await findLetter(session, id)
        await dataOf(client.DELETE('/v1/dead-letters/{id}', { params: { path: { id }, query: { reason } } }))
        outcomes.push({ service, id })
      }
      session.answer({ items: outcomes }, outcomes.map(({ service, id }) => `${service} ${id} is given up.`).join('\n'))
    },
  )
}
