import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

/** What is published is the same for everybody. */
export const definitionsPersonal: Declarations = {
  journey: impersonal,
  journey_version: impersonal,
  journey_event: impersonal,
  journey_trigger: impersonal,
  heard_definition: impersonal,
}
