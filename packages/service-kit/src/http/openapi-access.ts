import { ON_BEHALF_OF } from '../auth/on-behalf-of.js'
import { rolesOf } from '../auth/staff-roles.js'
import type { Access } from './access.js'

/** Whether people of the firm may call it, or have it done for them. */
export const takesStaff = (access: Access): boolean => access.who === 'key' && rolesOf(access.staff).length > 0

/** What a description says of who may call an operation. */
export function accessText(access: Access): string {
  if (access.who === 'anyone' && access.reads !== undefined)
    return `Scope: \`${access.reads}\`. A publishable key may call it.`
  if (access.who !== 'key') return ''
  const publishable = {
    alone: ' A publishable key may call it.',
    with_person: ' A publishable key with a person token may call it.',
  }
  return `Scope: \`${access.scope}\`.${access.publishable === undefined ? '' : publishable[access.publishable]}${staffText(access)}`
}

/** Read by whoever makes the table of roles, so that it stays in this form. */
function staffText({ staff, remit }: Extract<Access, { who: 'key' }>): string {
  if (staff === undefined) return ''
  const roles = rolesOf(staff).map((role) => `\`${role}\``)
  return ` Staff: ${roles.length === 0 ? 'nobody' : roles.join(', ')}.${remit === undefined ? '' : REMITS[remit]}`
}

const REMITS = {
  unit: ' Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.',
  assigned: ' Whoever is of a partner reaches the people about whom a unit of theirs has open work.',
} as const

/** With which credentials it is called. */
export function securityOf(access: Access): Record<string, string[]>[] {
  if (access.who === 'admin') return [{ admin: [] }]
  // The last says that no header needs to carry it: a body is no place that a scheme of OpenAPI knows.
  if (access.who === 'anyone')
    return access.reads === undefined ? [] : [{ key: [] }, { basic: [] }, { writeKey: [] }, {}]
  if (access.who !== 'key') return []
  return [
    { key: [] },
    ...(takesStaff(access) ? [{ key: [], onBehalfOf: [] }, { staff: [] }] : []),
    ...(access.publishable === 'alone' ? [{ writeKey: [] }] : []),
    ...(access.publishable === 'with_person' ? [{ key: [], person: [] }] : []),
    ...(access.admin === true ? [{ admin: [] }] : []),
  ]
}

/** All credentials that there are. */
export const SECURITY_SCHEMES = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret or publishable key; also as the user name of HTTP Basic.',
  },
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'A key as the user name; the password stays empty.',
  },
  writeKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Write-Key',
    description: 'A key, for clients that cannot set Authorization.',
  },
  person: {
    type: 'apiKey',
    in: 'header',
    name: 'Polyphon-Person',
    description: 'A person token, beside a publishable key.',
  },
  onBehalfOf: {
    type: 'apiKey',
    in: 'header',
    name: ON_BEHALF_OF,
    description:
      'The id of somebody of the firm, beside a secret key with the scope `staff:impersonate`: they act, as far as their roles let them.',
  },
  staff: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token of one of the staff; what it may do follows from their roles.',
  },
  admin: { type: 'http', scheme: 'bearer', description: 'The operator’s token (POLYPHON_ADMIN_TOKEN).' },
} as const
