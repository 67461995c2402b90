import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

export const accessPersonal: Declarations = { signing_key: impersonal }
