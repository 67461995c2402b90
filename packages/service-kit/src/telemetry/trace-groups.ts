import {
  type MaybeTraced,
  recordedTrace,
  type Span,
  type SpanStart,
  type TraceContext,
  type Tracing,
  traceIdOf,
} from './tracing.js'

/** What of many things belongs to one trace. */
interface Group<Item> {
  readonly items: Item[]
  readonly causes: Map<string, TraceContext>
}

export interface GroupedSpans {
  /** The span of the trace that this belongs to, if that is recorded. */
  of(cause: MaybeTraced): Span | undefined
  /** Ends all of them. */
  end(failure?: string): void
}

// More links than that say nothing more.
const MOST_LINKS = 32

/**
 * One span for each trace among what is done together: a part of what caused the first of it, with links to what caused the
 * rest. So each trace shows it, however many share a transaction; what is not recorded has none.
 */
export function openGroups<Item>(
  tracing: Tracing,
  items: readonly Item[],
  described: {
    readonly name: (items: readonly Item[]) => string
    readonly kind: SpanStart['kind']
    readonly causeOf: (item: Item) => MaybeTraced
    readonly attributes: (items: readonly Item[]) => SpanStart['attributes']
  },
): GroupedSpans | null {
  const groups = groupsOf(items, described.causeOf)
  if (groups.size === 0) return null
  const spans = new Map<string, Span>()
  for (const [traceId, group] of groups) {
    const [parent, ...links] = [...group.causes.values()].slice(0, MOST_LINKS)
    const attributes = described.attributes(group.items)
    const span = tracing.start(described.name(group.items), {
      kind: described.kind,
      parent,
      links,
      ...(attributes && { attributes }),
    })
    if (span !== null) spans.set(traceId, span)
  }
  return {
    of: ({ traceparent }) => (traceparent === undefined ? undefined : spans.get(traceIdOf(traceparent))),
    end: (failure) => {
      for (const span of spans.values()) span.end(failure)
    },
  }
}

function groupsOf<Item>(
  items: readonly Item[],
  causeOf: (item: Item) => MaybeTraced,
): ReadonlyMap<string, Group<Item>> {
  const groups = new Map<string, Group<Item>>()
  for (const item of items) {
    const cause = recordedTrace(causeOf(item))
    if (cause === undefined) continue
    const traceId = traceIdOf(cause.traceparent)
    const group: Group<Item> = groups.get(traceId) ?? { items: [], causes: new Map() }
    groups.set(traceId, group)
    group.items.push(item)
    group.causes.set(cause.traceparent, cause)
  }
  return groups
}
