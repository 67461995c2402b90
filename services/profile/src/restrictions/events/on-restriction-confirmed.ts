import { privacy, services } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { noteConfirmation } from '../commands/note-confirmation.js'

/** The other services obey a restriction, or its end. */
export const onRestrictionConfirmed = (): readonly Handler[] =>
  services
    .filter((service) => service !== 'profile')
    .map((service) =>
      on(
        privacy[service].restricted,
        { naturalKey: '(workspace, request, service), the first one' },
        (tx, { data, time }) => noteConfirmation(tx, data.requestId, { service, at: time.toISOString() }),
      ),
    )
