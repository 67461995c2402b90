import { privacy } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { takePart } from '../commands/take-part.js'

/** The parts of the other services; of its own profile knows as it is written. */
export const onExportPrepared = (): readonly Handler[] => [
  partsOf('journey', privacy.journey.exported),
  partsOf('messaging', privacy.messaging.exported),
  partsOf('feedback', privacy.feedback.exported),
  partsOf('analytics', privacy.analytics.exported),
]

const partsOf = <S extends keyof typeof privacy>(service: S, definition: (typeof privacy)[S]['exported']) =>
  on(definition, { naturalKey: '(request, service), the first one' }, (tx, { data }) => takePart(tx, service, data))
