import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

export const directoryPersonal: Declarations = {
  calendar: impersonal,
  calendar_version: impersonal,
  unit: impersonal,
  unit_version: impersonal,
}
