import { dataOf } from '@polyphon/client'
import type { Command } from 'commander'
import { type Adding, addCommand } from '../frame/command.js'
import { EXIT } from '../frame/ends.js'
import type { ServiceName } from '../frame/services.js'
import { type AnyService, listOfServices, type Session } from '../frame/session.js'
import { table } from '../frame/table.js'

interface Options {
  readonly services?: string
}

/** A chain as far as it was followed. */
interface Chain {
  readonly service: ServiceName
  /** Null for what the operator did. */
  readonly workspaceId: string | null
  readonly entries: number
  readonly waiting: number
  /** The last row that fits; whoever keeps it elsewhere can tell later whether the chain was made anew. */
  readonly last: { readonly seq: number; readonly hash: string }
  readonly broken: { readonly kind: string; readonly seq: number } | null
}

/** `polyphon verify`: whether the audit logs are what was written. */
export function addVerify(program: Command, adding: Adding): void {
  addCommand<Options>(
    program,
    adding,
    {
      usage: 'verify',
      summary: 'whether the audit log of every service is what was written',
      description:
        'Follows the chain of the audit log in every service: each row has the hash of the one in front of it, so that one that was taken away, altered or put elsewhere is found. With POLYPHON_ADMIN_TOKEN the chains of all workspaces, with a key that of its own. The exit code is 1 where one is broken.',
      examples: ['polyphon verify', 'polyphon verify --services profile,messaging --json'],
      // A chain of a million rows is followed in parts.
      patienceMs: 60_000,
      options: (command) => command.option('--services <list>', 'comma list of services; all without it'),
    },
    async (session, { services }) => {
      const names = listOfServices(services)
      const chains = (await Promise.all(session.each(session.strongest(), names).map(followAll))).flat()
      const broken = chains.filter((chain) => chain.broken !== null)
      if (broken.length > 0) session.end(EXIT.foundWrong)
      session.answer({ items: chains }, textOf(chains, broken, session))
    },
  )
}

async function followAll([service, client]: readonly [ServiceName, AnyService]): Promise<readonly Chain[]> {
  const chains = new Map<string | null, Chain>()
  let cursor: string | undefined
  do {
    const query = cursor === undefined ? {} : { cursor }
    const part = await dataOf(client.GET('/v1/audit/verification', { params: { query } }))
    for (const { isWhole: _isWhole, ...chain } of part.chains) {
      const before = chains.get(chain.workspaceId)?.entries ?? 0
      chains.set(chain.workspaceId, { service, ...chain, entries: before + chain.entries })
    }
    cursor = part.nextCursor ?? undefined
  } while (cursor !== undefined)
  return [...chains.values()]
}

function textOf(chains: readonly Chain[], broken: readonly Chain[], session: Session): string {
  const rows = chains.map(({ service, workspaceId, entries, waiting, last, broken: at }) => [
    service,
    workspaceId ?? 'operator',
    entries,
    waiting,
    last.hash.slice(0, 16),
    at === null ? 'whole' : `BROKEN at ${at.seq}: ${at.kind}`,
  ])
  const head = ['service', 'workspace', 'entries', 'waiting', 'last hash', 'chain']
  const count = broken.length === 1 ? '1 chain is broken.' : `${broken.length} chains are broken.`
  const outcome = broken.length === 0 ? 'All chains are whole.' : `${count} See docs/audit.md.`
  const whose =
    session.strongest() === 'operator' ? '' : ' Only your workspace was looked at: it was asked with its key.'
  return `${table(head, rows)}\n\n${outcome}${whose}`
}
