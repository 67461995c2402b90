import { allPages, dataOf, PolyphonError } from '@polyphon/client'
import type { Command } from 'commander'
import { type Adding, addCommand } from '../frame/command.js'
import { wrongUse } from '../frame/ends.js'
import type { Session } from '../frame/session.js'
import { findWorkspace } from './find-workspace.js'

interface Quota {
  readonly events?: string
  readonly messages?: string
}

/** `polyphon workspaces quota <workspace>`. */
export function addQuota(group: Command, adding: Adding): void {
  addCommand<Quota>(
    group,
    adding,
    {
      usage: 'quota <workspace>',
      summary: 'bound what a workspace may use a day, as the operator',
      description:
        'Named by id or key. Says how many events and messages a workspace may use on a day of its time zone; what is not named stays as it is. Needs POLYPHON_ADMIN_TOKEN.',
      examples: [
        'polyphon workspaces quota wanderschuh --events 100000 --messages 5000',
        'polyphon workspaces quota 0193f2b0-7c1d-7a52-9f0e-2f3b8f6f7c11 --messages none',
      ],
      options: (command) =>
        command
          .option('--events <number>', 'events that profile accepts a day, or none for as many as it likes')
          .option('--messages <number>', 'messages that are sent a day, or none for as many as it likes'),
    },
    async (session, { events, messages }, [named = '']) => {
      if (events === undefined && messages === undefined) throw wrongUse('Name --events or --messages.')
      const { profile } = session.clients('operator')
      const before = await findWorkspace(session, named)
      const body = {
        eventsPerDay: events === undefined ? before.quotas.eventsPerDay : readBound('--events', events),
        messagesPerDay: messages === undefined ? before.quotas.messagesPerDay : readBound('--messages', messages),
      }
      // What somebody else has said in between is not put aside.
      const params = { path: { workspaceId: before.id }, header: { 'If-Match': `"${before.version}"` } }
      const { key, quotas } = await dataOf(profile.PUT('/v1/workspaces/{workspaceId}/quotas', { params, body }))
      const bounds = `${quotas.eventsPerDay ?? 'any number of'} events and ${quotas.messagesPerDay ?? 'any number of'} messages a day`
      session.answer({ key, quotas }, `${key} may use ${bounds}; every service hears of it in a moment.`)
    },
  )
}

function readBound(option: string, text: string): number | null {
  if (text === 'none') return null
  const bound = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(bound) && bound > 0) return bound
  throw wrongUse(`${option} is a number from 1, or none.`)
}

/** What workspaces have used today, as far as services that count it are there: null where one is not. */
export async function readUsedToday(
  session: Session,
): Promise<(workspaceId: string) => { readonly events: number | null; readonly messages: number | null }> {
  const services = session.clients('operator')
  const query = { limit: 500 }
  const [events, messages] = await Promise.all([
    countsOf((cursor) =>
      dataOf(services.profile.GET('/v1/usage/workspaces', { params: { query: { ...query, cursor } } })),
    ),
    countsOf((cursor) =>
      dataOf(services.messaging.GET('/v1/usage/workspaces', { params: { query: { ...query, cursor } } })),
    ),
  ])
  return (workspaceId) => ({
    events: events === null ? null : (events.get(workspaceId) ?? 0),
    messages: messages === null ? null : (messages.get(workspaceId) ?? 0),
  })
}

interface UsedPage {
  readonly items: { readonly workspaceId: string; readonly count: number }[]
  readonly nextCursor: string | null
}

async function countsOf(
  read: (cursor: string | undefined) => Promise<UsedPage>,
): Promise<ReadonlyMap<string, number> | null> {
  try {
    return new Map((await allPages(read)).map(({ workspaceId, count }) => [workspaceId, count]))
  } catch (error) {
    // A list of workspaces is worth something without it, such as where profile alone is running.
    if (error instanceof PolyphonError || error instanceof TypeError) return null
    throw error
  }
}

/** How much is used of how much. */
export const ofQuota = (used: number | null, most: number | null): string =>
  `${used ?? '?'}${most === null ? '' : ` of ${most}`}`
