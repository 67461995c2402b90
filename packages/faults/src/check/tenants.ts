import { SERVICES } from '../cluster.js'
import { JOURNEY, type Tenant } from '../load/tenant.js'
import type { Evidence } from './evidence.js'
import { type Finding, type Findings, openFindings } from './finding.js'

type Database = ReturnType<Evidence['cluster']['database']>

/** I11: nothing of one workspace stands under the other, in any table, nor is it answered to the other's key. */
export async function checkTenants({ cluster, tenants, records }: Evidence): Promise<Finding> {
  const findings = openFindings('I11')
  for (const [tenant, other] of pairs(tenants)) {
    const names = tenant.people.flatMap(({ userId, profileId }) => [userId, profileId])
    const holding = await Promise.all(SERVICES.map((service) => tablesWith(cluster.database(service), other, names)))
    for (const [index, service] of SERVICES.entries())
      for (const table of holding[index] ?? [])
        findings.broken(`${service}.${table} holds rows of ${tenant.key} under ${other.key}`)
    const leaked = records.filter(
      (record) => record.workspace === other.id && names.some((name) => record.text.includes(name)),
    )
    if (leaked.length > 0) findings.broken(`${leaked.length} records of ${tenant.key} are published under ${other.key}`)
    const person = tenant.people[0]
    if (person === undefined) continue
    await askForStrangers(findings, other, person.profileId)
  }
  return findings.result()
}

/** The tables in which a row of a workspace says one of these names; whatever a row holds, its text says. */
async function tablesWith(database: Database, { id }: Tenant, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const table of await tablesOf(database)) {
    const { rows } = await database.query<{ holds: boolean }>(
      `select exists (select from ${table} t where workspace_id = $1 and t::text ~ $2) as holds`,
      [id, names.join('|')],
    )
    if (rows[0]?.holds === true) found.push(table)
  }
  return found
}

/** With the key of one workspace every service is asked about somebody of the other. */
async function askForStrangers(findings: Findings, tenant: Tenant, profileId: string): Promise<void> {
  const answer = await tenant.api.call('profile', `GET /v1/profiles/${profileId}`)
  if (answer.status !== 404) findings.broken(`a stranger is answered to ${tenant.key} with ${answer.status}`)
  const lists = [
    ['messaging', `GET /v1/messages?profileId=${profileId}`],
    ['messaging', `GET /v1/permissions?profileId=${profileId}`],
    ['journey', `GET /v1/journeys/${JOURNEY}/runs?profileId=${profileId}`],
    ['feedback', `GET /v1/answers?profileId=${profileId}`],
  ] as const
  for (const [service, operation] of lists) {
    const { status, body } = await tenant.api.call(service, operation)
    if (status !== 200) findings.broken(`${service} answers ${tenant.key} about a stranger with ${status}`)
    else if (body.items?.length !== 0) findings.broken(`${service} lists a stranger to ${tenant.key}`)
  }
}

function pairs<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((item) => items.filter((other) => other !== item).map((other) => [item, other] as const))
}

/** Of a table that is kept in parts the whole, which has the rows of them all. */
async function tablesOf(database: Database): Promise<readonly string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
        and a.attname = 'workspace_id'`,
  )
  return rows.map(({ name }) => name)
}
