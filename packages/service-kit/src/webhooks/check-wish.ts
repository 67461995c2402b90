import { type Condition, leavesOf, parseCondition, unclearMoments } from '@polyphon/conditions'
import { eventByType } from '@polyphon/contracts'
import { composed, type Fault, nearest } from '@polyphon/values'
import type { z } from 'zod'
import type { Caller } from '../auth/caller.js'
import type { Outside } from '../outside/outside.js'
import { OutsideError } from '../outside/outside-error.js'
import { streamedBy } from '../recent/streamed-types.js'
import { AppError } from '../values/errors.js'
import type { ServiceName } from '../values/service-name.js'
import type { WebhookBody } from './views.js'
import { EVERYTHING, type WebhookWish } from './webhook.js'

/** Checks what a user wants of a webhook, and names everything that cannot be at the same time. */
export async function checkWish(
  body: z.output<typeof WebhookBody>,
  { service, caller, outside }: { readonly service: ServiceName; readonly caller: Caller; readonly outside: Outside },
): Promise<WebhookWish> {
  if (body.payload === 'full') requireRead(caller, service)
  const { filter, faults } = readFilter(body.filter)
  const all = [...(await faultsOfUrl(body.url, outside)), ...faultsOfTypes(body.types, service), ...faults]
  if (all.length > 0)
    throw new AppError('unprocessable', 'webhook_invalid', 'The webhook cannot be one.', { faults: all })
  const { url, payload, maxPerSecond = null } = body
  return { url, types: [...new Set(body.types)].toSorted(), filter, payload, maxPerSecond }
}

/** What an endpoint is sent in full, its owner has to be allowed to read. */
function requireRead(caller: Caller, service: ServiceName): void {
  const scope = `${service}:read`
  // Whoever of the staff may put one may read.
  if (caller.kind === 'staff' || ('scopes' in caller && caller.scopes.includes(scope))) return
  throw new AppError('forbidden', 'scope_missing', `Full payloads need the scope ${scope}, which the key lacks.`)
}

async function faultsOfUrl(url: string, outside: Outside): Promise<readonly Fault[]> {
  try {
    await outside.check(url)
    return []
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    return [{ pointer: '/body/url', code: error.code, detail: error.message }]
  }
}

function faultsOfTypes(types: readonly string[], service: ServiceName): readonly Fault[] {
  const known = streamedBy(service).map(({ type }) => type)
  return types.flatMap((type, index) => {
    if (type === EVERYTHING || known.includes(type)) return []
    const pointer = `/body/types/${index}`
    const isElsewhere = eventByType.has(type) && !type.startsWith(`${service}.`)
    const meant = nearest(type, known) ?? nearest(`${type}.v1`, known)
    const detail = isElsewhere
      ? `Another service publishes it: put the webhook at ${type.slice(0, type.indexOf('.'))}.`
      : meant === null
        ? `${service} publishes ${known.join(', ') || 'nothing yet'}.`
        : `Did you mean ${meant}?`
    return [{ pointer, code: 'type_unknown', detail }]
  })
}

function readFilter(value: unknown): { readonly filter: Condition | null; readonly faults: readonly Fault[] } {
  if (value === undefined) return { filter: null, faults: [] }
  const parsed = parseCondition(composed(value))
  const issues = parsed.ok ? [...unclearMoments(parsed.condition), ...notOfEvent(parsed.condition)] : parsed.issues
  const faults = issues.map(({ pointer, code, detail }) => ({ pointer: `/body/filter${pointer}`, code, detail }))
  return { filter: parsed.ok ? parsed.condition : null, faults }
}

/** Only the event is at hand: nothing is known of the person whom it is about. */
const notOfEvent = (condition: Condition): readonly Fault[] =>
  leavesOf(condition).flatMap(({ node, pointer }) =>
    'path' in node && /^event(?![\w$-])/.test(node.path)
      ? []
      : [{ pointer, code: 'path_not_of_event', detail: 'Begin a path with `event.`, such as `event.data.reason`.' }],
  )
