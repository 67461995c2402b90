import { allPages, dataOf, PolyphonError } from '@polyphon/client'
import type { Command } from 'commander'
import { type Adding, addCommand } from '../frame/command.js'
import { readDocument } from '../frame/documents.js'
import { listOfServices, type Session } from '../frame/session.js'
import { versionOfPackage } from '../frame/version.js'
import { serve } from '../mcp/serve.js'
import { toolsOf } from '../mcp/tools.js'

interface Options {
  readonly services?: string
  readonly write?: true
  readonly list?: true
}

/** `polyphon mcp`. */
export function addMcp(program: Command, adding: Adding): void {
  addCommand<Options>(
    program,
    adding,
    {
      usage: 'mcp',
      summary: 'an MCP server: the operations of the services as tools of a model',
      description:
        'An MCP server over stdin and stdout, made of what the services say of themselves: every operation that the key may call is a tool under its operationId. Only those that read, unless --write is given.',
      examples: ['polyphon mcp --list', 'polyphon mcp --services analytics,feedback', 'polyphon mcp --write'],
      // A model asks for what is counted over much.
      patienceMs: 60_000,
      options: (command) =>
        command
          .option('--services <list>', 'comma list of services; all without it')
          .option('--write', 'also operations that change something')
          .option('--list', 'only print the tools that there would be'),
    },
    async (session, { services, write, list }) => {
      const clients = new Map(session.each('key', listOfServices(services)))
      const documents = new Map(
        await Promise.all([...clients].map(async ([name, client]) => [name, await readDocument(client)] as const)),
      )
      const tools = toolsOf(documents, { write: write === true, scopes: await scopesOf(session) })
      if (list === true) {
        const items = tools.map(({ name, description }) => ({ name, description }))
        return session.answer({ items }, items.map(({ name, description }) => `${name}\n  ${description}`).join('\n'))
      }
      await serve({ session, tools, clients, version: versionOfPackage() })
    },
  )
}

/** What the key may do, where it may look at keys: its id stands in it. Otherwise every call says what it may not. */
async function scopesOf(session: Session): Promise<readonly string[] | null> {
  const { key = '', services } = session.config()
  const hex = /^sk_[a-z]+_([0-9a-f]{32})_/.exec(key)?.[1]
  if (hex === undefined || services.profile === undefined) return null
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const { profile } = session.clients('key')
  const read = (cursor: string | undefined) =>
    dataOf(profile.GET('/v1/keys', { params: { query: { limit: 500, cursor } } }))
  const keys = await allPages(read).catch((error: unknown) => {
    if (error instanceof PolyphonError && error.status === 403) return []
    throw error
  })
  return keys.find((known) => known.id === id)?.scopes ?? null
}
