import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

export const computedPersonal: Declarations = {
  computed_trait: impersonal,
  computed_trait_version: impersonal,
}
