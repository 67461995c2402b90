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

/** The newest version of a survey. */
export async function readSurvey(tx: Tx, key: string): Promise<Survey | null> {
  const { rows } = await tx.query<SurveyRow>(
    `select v.key, v.version, v.definition, v.published_at
       from survey s join survey_version v
         on v.workspace_id = s.workspace_id and v.key = s.key and v.version = s.version
      where s.workspace_id = $1 and s.key = $2`,
    [tx.workspaceId, key],
  )
  return rows[0] ? toSurvey(rows[0]) : null
}

/** One version of a survey, however old. */
export async function readSurveyVersion(tx: Tx, key: string, version: number): Promise<Survey | null> {
  const { rows } = await tx.query<SurveyRow>(
    `select key, version, definition, published_at from survey_version
      where workspace_id = $1 and key = $2 and version = $3`,
    [tx.workspaceId, key, version],
  )
  return rows[0] ? toSurvey(rows[0]) : null
}

/** The newest versions by key, those behind `after` first. */
export async function readSurveys(tx: Tx, after: string | null, count: number): Promise<readonly Survey[]> {
  const { rows } = await tx.query<SurveyRow>(
    `select v.key, v.version, v.definition, v.published_at
       from survey s join survey_version v
         on v.workspace_id = s.workspace_id and v.key = s.key and v.version = s.version
      where s.workspace_id = $1 and s.key > $2 order by s.key limit $3`,
    [tx.workspaceId, after ?? '', count],
  )
  return rows.map(toSurvey)
}

/** Makes sure that the survey has a row and locks it, so that versions are published one after the other. */
export async function lockSurvey(tx: Tx, key: string): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(
    `insert into survey (workspace_id, key, version) values ($1, $2, 0)
     on conflict (workspace_id, key) do update set version = survey.version returning version`,
    [tx.workspaceId, key],
  )
  return rows[0]?.version ?? 0
}

export async function saveVersion(tx: Tx, survey: Survey): Promise<void> {
  const { key, version, title, questions, ending, publishedAt } = survey
  await tx.query(
    `with published as (
       insert into survey_version (workspace_id, key, version, definition, published_at) values ($1, $2, $3, $4, $5))
     update survey set version = $3 where workspace_id = $1 and key = $2`,
    [tx.workspaceId, key, version, JSON.stringify({ title, questions, ending }), publishedAt],
  )
}
