import { type Facts, ROOTS } from '@polyphon/conditions'
import { parsePath, valueAtPath } from '@polyphon/values'
import type { HandledEvent, JsonObject, PersonFacts, Run } from './run.js'
import type { Value } from './step-parts.js'

/** Everything that a condition of a run may ask about; `event` is the one at hand, or what the run was started by. */
export function factsOf(person: PersonFacts, run: Run | null, event: HandledEvent | null): Facts {
  return {
    traits: person.traits,
    identifiers: person.identifiers,
    segments: person.segments,
    accounts: person.accounts,
    permissions: person.permissions,
    occurrences: person.occurrences,
    ...(event === null ? {} : { event }),
    ...(run === null
      ? {}
      : {
          run: describeRun(run),
          messages: run.memory.messages,
          ...(run.memory.answer === null ? {} : { answer: run.memory.answer }),
        }),
  }
}

/** The event of a run: the one that started it or, without such an event, the one that it last waited for. */
export function eventOfRun(run: Run): HandledEvent | null {
  return run.memory.event ?? Object.values(run.memory.matched).at(-1) ?? null
}

/** The moment (epoch ms) of what started a run: what is older concerns it only where a step looks back. */
export function originOf({ memory, startedAt }: Run): number {
  const since = memory.since ?? memory.event?.occurredAt
  return since === undefined ? startedAt.getTime() : Date.parse(since)
}

function describeRun(run: Run): JsonObject {
  return {
    id: run.runId,
    journey: run.journey,
    version: run.version,
    startedAt: run.startedAt.toISOString(),
    trigger: run.trigger,
    data: run.memory.data,
    matched: run.memory.matched,
    visits: run.memory.visits,
    ...(run.goalReachedAt === null ? {} : { goalReachedAt: run.goalReachedAt.toISOString() }),
  }
}

/** What a path leads to, through own members only; undefined when nothing is there. Behind `[*]` it is a list. */
export function readPath(path: string, facts: Partial<Pick<Facts, (typeof ROOTS)[number]>>): unknown {
  const [first, ...rest] = parsePath(path) ?? []
  const root = ROOTS.find((name) => name === first)
  return root === undefined ? undefined : valueAtPath(facts[root], rest)
}

/** Fills in values that are to be read; what is not there is left out. */
export function resolveValues(values: Readonly<Record<string, Value>>, facts: Facts): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
      if (typeof value !== 'object' || value === null) return [[name, value]]
      const found = readPath(value.path, facts)
      return found === undefined ? [] : [[name, found]]
    }),
  )
}
