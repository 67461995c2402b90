import type { Tx } from '@polyphon/service-kit'
import type { Survey, SurveyDefinition } from '../domain/survey.js'

interface SurveyRow {
  key: string
  version: number
  definition: SurveyDefinition
  published_at: Date
}

const toSurvey = ({ key, version, definition, published_at }: SurveyRow): Survey => ({
  key,
  version,
  ...definition,
  publishedAt: published_at,
})

/** The newest version of a survey that may ask; null where there is none, or it is archived. */
export async function readSurvey(tx: Tx, key: string): Promise<Survey | null> {
  const { rows } = await tx.query<SurveyRow>(
    `select v.key, v.version, v.definition, v.published_at
       from survey s join survey_version v
         on v.workspace_id = s.workspace_id and v.key = s.key and v.version = s.version
      where s.workspace_id = $1 and s.key = $2 and s.archived_at is null`,
    [tx.workspaceId, key],
  )
  return rows[0] ? toSurvey(rows[0]) : null
}

/** Whether there is or was a survey of this key. */
export async function hasSurvey(tx: Tx, key: string): Promise<boolean> {
  const { rowCount } = await tx.query('select from survey where workspace_id = $1 and key = $2', [tx.workspaceId, key])
  return rowCount !== 0
}
