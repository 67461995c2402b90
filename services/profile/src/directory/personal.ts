import { type Declarations, impersonal, ofStaff } from '@polyphon/service-kit/personal'

export const directoryPersonal: Declarations = {
  calendar: impersonal,
  calendar_version: impersonal,
  staff_url: ofStaff,
  unit: impersonal,
  unit_version: impersonal,
}
