import { type DataOf, journeyPublished } from '@polyphon/contracts'
import { type Handler, on } from '../events/handler.js'
import type { Use } from './definition-kind.js'
import { saveUses } from './uses.js'

/** Keeps which definitions the journeys name, so that none of them is archived away from under one. */
export const keepUses = (): Handler =>
  on(journeyPublished, { naturalKey: '(workspace, journey): what was told last' }, (tx, { data }) =>
    saveUses(tx, {
      by: { kind: 'journey', key: data.key },
      version: data.version,
      names: data.archivedAt === undefined ? usesOf(data) : [],
    }),
  )

// What an earlier release has told of a journey has the definition only.
function usesOf({ uses, definition }: DataOf<typeof journeyPublished>): readonly Use[] {
  if (uses !== undefined) return uses
  const { entry, steps } = fieldsOf(definition)
  const { triggers } = fieldsOf(entry)
  const parts = [...Object.values(fieldsOf(steps)), ...(Array.isArray(triggers) ? triggers : [])].map(fieldsOf)
  return parts.flatMap((part) =>
    ['template', 'survey', 'segment'].flatMap((kind) => {
      const key = part[kind]
      return typeof key === 'string' ? [{ kind, key }] : []
    }),
  )
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
