import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

/** A template is the same for everybody; what is filled in stands in the message. */
export const templatesPersonal: Declarations = { template: impersonal, template_version: impersonal }
