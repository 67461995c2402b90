import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

export const directoryPersonal: Declarations = { unit: impersonal, unit_version: impersonal }
