import type { Tx } from '@polyphon/service-kit'
import type { ChannelTemplate, Template, TemplateVariable } from '../domain/template.js'

interface TemplateRow {
  key: string
  version: number
  channel: string
  locales: ChannelTemplate['locales']
  /** All channels; null where there is only one. */
  channels: Template['channels'] | null
  fallback_locale: string
  variables: TemplateVariable[]
  published_at: Date
}

const COLUMNS = 'key, version, channel, locales, channels, fallback_locale, variables, published_at'
const VERSION_COLUMNS = COLUMNS.split(', ')
  .map((column) => `v.${column}`)
  .join(', ')

const toTemplate = (row: TemplateRow): Template => ({
  key: row.key,
  version: row.version,
  channel: row.channel,
  channels: row.channels ?? { [row.channel]: { locales: row.locales } },
  fallbackLocale: row.fallback_locale,
  variables: row.variables,
  publishedAt: row.published_at,
})

/** Locks a key for publishing and answers its newest version; 0 for a key that has none yet. */
export async function lockTemplate(tx: Tx, key: string): Promise<number> {
  await tx.query('insert into template (workspace_id, key, version) values ($1, $2, 0) on conflict do nothing', [
    tx.workspaceId,
    key,
  ])
  const { rows } = await tx.query<{ version: number }>(
    'select version from template where workspace_id = $1 and key = $2 for update',
    [tx.workspaceId, key],
  )
  return rows[0]?.version ?? 0
}

export async function insertTemplateVersion(tx: Tx, template: Template): Promise<void> {
  await tx.query(
    `insert into template_version (workspace_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.workspaceId,
      template.key,
      template.version,
      template.channel,
      JSON.stringify(template.channels[template.channel]?.locales ?? {}),
      Object.keys(template.channels).length === 1 ? null : JSON.stringify(template.channels),
      template.fallbackLocale,
      JSON.stringify(template.variables),
      template.publishedAt,
    ],
  )
}

export async function saveNewestVersion(tx: Tx, key: string, version: number): Promise<void> {
  await tx.query('update template set version = $3 where workspace_id = $1 and key = $2', [
    tx.workspaceId,
    key,
    version,
  ])
}

export async function readTemplate(tx: Tx, key: string, version: number): Promise<Template | null> {
  const { rows } = await tx.query<TemplateRow>(
    `select ${COLUMNS} from template_version where workspace_id = $1 and key = $2 and version = $3`,
    [tx.workspaceId, key, version],
  )
  return rows[0] === undefined ? null : toTemplate(rows[0])
}

/** The newest versions of these keys. */
export async function readNewestTemplates(tx: Tx, keys: readonly string[]): Promise<readonly Template[]> {
  const { rows } = await tx.query<TemplateRow>(
    `select ${VERSION_COLUMNS} from template t
       join template_version v on v.workspace_id = t.workspace_id and v.key = t.key and v.version = t.version
      where t.workspace_id = $1 and t.key = any ($2)`,
    [tx.workspaceId, [...new Set(keys)]],
  )
  return rows.map(toTemplate)
}

/** The newest versions, by key. */
export async function readTemplates(tx: Tx, after: string | null, limit: number): Promise<readonly Template[]> {
  const { rows } = await tx.query<TemplateRow>(
    `select ${VERSION_COLUMNS} from template t
       join template_version v on v.workspace_id = t.workspace_id and v.key = t.key and v.version = t.version
      where t.workspace_id = $1 and ($2::text is null or t.key > $2) order by t.key limit $3`,
    [tx.workspaceId, after, limit],
  )
  return rows.map(toTemplate)
}
