import { privacy } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { noteConfirmation } from '../commands/note-confirmation.js'

const { journey, messaging, feedback, analytics } = privacy

/** The other services obey a restriction, or its end. */
export const onRestrictionConfirmed = (): readonly Handler[] => [
  confirmationsOf('journey', journey.restricted),
  confirmationsOf('messaging', messaging.restricted),
  confirmationsOf('feedback', feedback.restricted),
  confirmationsOf('analytics', analytics.restricted),
]

const confirmationsOf = (
  service: keyof typeof privacy,
  definition: (typeof privacy)[typeof service]['restricted'],
): Handler =>
  on(definition, { naturalKey: '(workspace, request, service), the first one' }, (tx, { data, time }) =>
    noteConfirmation(tx, data.requestId, { service, at: time.toISOString() }),
  )
