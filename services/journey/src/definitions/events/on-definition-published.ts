import {
  type DataOf,
  type EventDefinition,
  segmentPublished,
  surveyPublished,
  templatePublished,
} from '@polyphon/contracts'
import { type Handler, onBatch } from '@polyphon/service-kit'
import { type DefinitionCopy, keepDefinition } from '../commands/keep-definition.js'

/** Keeps which templates, surveys and segments there are, to warn of what a journey names in vain. */
export const onDefinitionPublished = (): readonly Handler[] => [
  keepEach(templatePublished, ({ key, version, channel, variables }) => {
    return { kind: 'template', key, version, about: { channel, variables } }
  }),
  keepEach(surveyPublished, ({ key, version }) => ({ kind: 'survey', key, version, about: {} })),
  keepEach(segmentPublished, ({ key, version }) => ({ kind: 'segment', key, version, about: {} })),
]

function keepEach<D extends EventDefinition>(definition: D, toCopy: (data: DataOf<D>) => DefinitionCopy): Handler {
  return onBatch(definition, { naturalKey: '(workspace, kind, key), the higher version' }, async (tx, events) => {
    for (const { data } of events) await keepDefinition(tx, toCopy(data))
  })
}
