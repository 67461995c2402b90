import type { Tx } from '@polyphon/service-kit'
import type { Stored } from '@polyphon/service-kit/definitions'
import type { ChannelTemplate, Template, TemplateContent, TemplateVariable } from '../domain/template.js'

interface ContentRow {
  channel: string
  locales: ChannelTemplate['locales']
  /** All channels; null where there is only one. */
  channels: Template['channels'] | null
  fallback_locale: string
  variables: TemplateVariable[]
}

interface TemplateRow extends ContentRow {
  key: string
  version: number
  published_at: Date
}

const COLUMNS = 'key, version, channel, locales, channels, fallback_locale, variables, published_at'
const VERSION_COLUMNS = COLUMNS.split(', ')
  .map((column) => `v.${column}`)
  .join(', ')

const toContent = (row: ContentRow): TemplateContent => ({
  channel: row.channel,
  channels: row.channels ?? { [row.channel]: { locales: row.locales } },
  fallbackLocale: row.fallback_locale,
  variables: row.variables,
})

const toTemplate = (row: TemplateRow): Template => ({
  key: row.key,
  version: row.version,
  ...toContent(row),
  publishedAt: row.published_at,
})

const writtenOf = ({ channel, channels, fallbackLocale, variables }: TemplateContent): readonly unknown[] => [
  channel,
  JSON.stringify(channels[channel]?.locales ?? {}),
  Object.keys(channels).length === 1 ? null : JSON.stringify(channels),
  fallbackLocale,
  JSON.stringify(variables),
]

/** How the content of a template stands in its columns. */
export const storedTemplate: Stored<TemplateContent> = {
  columns: ['channel', 'locales', 'channels', 'fallback_locale', 'variables'],
  write: writtenOf,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the row has just these columns
  read: (row) => toContent(row as unknown as ContentRow),
}

/** One version, however old, also of a template that is archived: messages that were accepted with it go out. */
export async function readTemplate(tx: Tx, key: string, version: number): Promise<Template | null> {
  const { rows } = await tx.query<TemplateRow>(
    `select ${COLUMNS} from template_version where workspace_id = $1 and key = $2 and version = $3`,
    [tx.workspaceId, key, version],
  )
  return rows[0] === undefined ? null : toTemplate(rows[0])
}

/** The newest versions of these keys, as far as they are not archived. */
export async function readNewestTemplates(tx: Tx, keys: readonly string[]): Promise<readonly Template[]> {
  const { rows } = await tx.query<TemplateRow>(
    `select ${VERSION_COLUMNS} from template t
       join template_version v on v.workspace_id = t.workspace_id and v.key = t.key and v.version = t.version
      where t.workspace_id = $1 and t.key = any ($2) and t.archived_at is null`,
    [tx.workspaceId, [...new Set(keys)]],
  )
  return rows.map(toTemplate)
}
