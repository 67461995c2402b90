import { segmentPublished, surveyPublished, templatePublished } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { keepDefinition } from '../commands/keep-definition.js'
import { is } from '../commands/received.js'

/** Keeps which templates, surveys and segments there are, to say what a journey names in vain. */
export function onDefinitions(): Handler {
  const definitions = [templatePublished, surveyPublished, segmentPublished]
  return onMany(definitions, { naturalKey: '(workspace, kind, key), the higher version' }, async (tx, events) => {
    for (const event of events) {
      if (is(templatePublished, event)) {
        const { key, version, channel, variables } = event.data
        await keepDefinition(tx, { kind: 'template', key, version, about: { channel, variables } })
      } else if (is(surveyPublished, event)) await keepDefinition(tx, { kind: 'survey', ...only(event.data) })
      else if (is(segmentPublished, event)) await keepDefinition(tx, { kind: 'segment', ...only(event.data) })
    }
  })
}

const only = ({ key, version }: { readonly key: string; readonly version: number }) => ({ key, version, about: {} })
