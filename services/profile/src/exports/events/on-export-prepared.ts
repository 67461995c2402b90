import { privacy, services } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { takePart } from '../commands/take-part.js'

/** The parts of the other services; of its own profile knows as it is written. */
export const onExportPrepared = (): readonly Handler[] =>
  services
    .filter((service) => service !== 'profile')
    .map((service) =>
      on(privacy[service].exported, { naturalKey: '(request, service), the first one' }, (tx, { data }) =>
        takePart(tx, service, data),
      ),
    )
