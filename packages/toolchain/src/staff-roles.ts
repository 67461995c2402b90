/** The roles in the order of the table. */
const ROLES = ['agent', 'manager', 'analyst', 'admin'] as const
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const

interface Operation {
  readonly operationId: string
  readonly description?: string
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** Which roles may call an operation, as its description says it; null where it takes no staff token. */
export function rolesIn(description = ''): readonly string[] | null {
  const named = /Staff: (nobody|`[a-z]+`(?:, `[a-z]+`)*)\./.exec(description)?.[1]
  if (named === undefined) return null
  return named === 'nobody' ? [] : named.replaceAll('`', '').split(', ')
}

/** The page that says of each operation which of the staff may call it, made from the OpenAPI documents. */
export function staffRolesPage(documents: ReadonlyMap<string, string>): string {
  const tables = [...documents].map(([service, text]) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by our own kit
    const document = JSON.parse(text) as Document
    return [`## ${service}`, '', HEAD, RULE, ...rowsOf(document)].join('\n')
  })
  return `${[INTRODUCTION, ...tables].join('\n\n')}\n`
}

const HEAD = `| operation | call | ${ROLES.join(' | ')} |`
const RULE = `| --- | --- | ${ROLES.map(() => '---').join(' | ')} |`

const rowsOf = ({ paths }: Document): readonly string[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method]
      const roles = rolesIn(operation?.description)
      if (operation === undefined || roles === null) return []
      const remit = isByUnit(operation.description) ? REMIT : {}
      const cells = ROLES.map((role) => (roles.includes(role) ? (remit[role] ?? 'yes') : ''))
      return [`| \`${operation.operationId}\` | \`${method.toUpperCase()} ${path}\` | ${cells.join(' | ')} |`]
    }),
  )

// How far who may call it reaches, where what it is about belongs to units.
const REMIT: Readonly<Record<string, string>> = { agent: 'own unit', manager: 'unit and below' }
/** Whether an operation is limited to units, as its description says it. */
export const isByUnit = (description = ''): boolean => description.includes('Agents reach what is of their unit')

/** Whether whoever is of a partner may call it for the people who are assigned to them. */
export const isByAssignment = (description = ''): boolean =>
  description.includes('about whom a unit of theirs has open work')

const INTRODUCTION = `# What staff may do

Somebody of the firm calls with a token of their own, made by the firm's identity provider (\`putIdentityProvider\`) or by \`issueStaffToken\`, as \`Authorization: Bearer <JWT>\`. What they may do follows from their roles, as the directory knows them (\`putStaff\`): \`agent\` deals with people one by one, \`manager\` with many of them, \`analyst\` with numbers and with no person, \`admin\` with everything. Whoever has several roles may do what any of them may. What is not marked is refused with 403 \`role_missing\`. *own unit* and *unit and below*: they reach what belongs to these units as the directory has them now, and everything else is as unknown to them as what is not there.

Whoever is of a partner, as their unit or one above it names an \`organisation\`, calls what is marked so, for what is of this partner, and reads units and calendars, which name nobody. They read a person, and what happened to them, as long as a unit of theirs has open work about them (\`getProfile\`, \`listTimeline\`). Everything else is of the whole firm and refused with 403 \`partner_refused\`, whatever their roles.

A secret key with the scope \`staff:impersonate\` acts for somebody of them with the header \`Polyphon-On-Behalf-Of: <staffId>\`, and may then do no more than they may. Without it a key acts for itself: no body says who of the firm has done something.

Operations that are not named here take no staff token: links, the tracking API, callbacks, and what only the operator does. A row without a mark is for programs alone, as it speaks for somebody else.

Generated from the OpenAPI documents by \`npm run generate\`; \`tests/admission.int.test.ts\` asks the running services for every row and role.`
