import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

/** What is left of identifiers is what nobody can read: a hash under a key that is sealed. */
export const erasuresPersonal: Declarations = { forgetting_key: impersonal, forgotten_identifier: impersonal }
