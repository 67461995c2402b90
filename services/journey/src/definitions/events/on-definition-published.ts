import {
  type DataOf,
  type EventDefinition,
  segmentPublished,
  surveyPublished,
  templatePublished,
} from '@polyphon/contracts'
import { type Handler, onBatch } from '@polyphon/service-kit'
import type { z } from 'zod'
import { type DefinitionCopy, keepDefinition } from '../commands/keep-definition.js'

/** Keeps which templates, surveys and segments there are, to warn of what a journey names in vain. */
export const onDefinitionPublished = (): readonly Handler[] => [
  keepEach(templatePublished, ({ key, version, channel, channels, variables }) => {
    const about = { channel, ...(channels === undefined ? {} : { channels }), variables }
    return { kind: 'template', key, version, about }
  }),
  keepEach(surveyPublished, ({ key, version }) => ({ kind: 'survey', key, version, about: {} })),
  keepEach(segmentPublished, ({ key, version }) => ({ kind: 'segment', key, version, about: {} })),
]

function keepEach<D extends EventDefinition<string, z.ZodObject>>(
  definition: D,
  toCopy: (data: DataOf<D>) => DefinitionCopy,
): Handler {
  return onBatch(definition, { naturalKey: '(workspace, kind, key), the higher version' }, async (tx, events) => {
    for (const { data } of events) await keepDefinition(tx, toCopy(data), isArchived(data))
  })
}

// Whatever the kind: an archived one says since when.
const isArchived = (data: object): boolean => 'archivedAt' in data && data.archivedAt !== undefined
