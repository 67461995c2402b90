import type { PlainRecord } from './topics.js'

/** The records of a type in one workspace, each event once: a relay that died may have sent it again. */
export function publishedOnce(
  records: readonly PlainRecord[],
  type: string,
  workspace: string,
): readonly PlainRecord[] {
  const seen = new Set<string>()
  return records.filter((record) => {
    const isFirst = record.type === type && record.workspace === workspace && !seen.has(record.id)
    if (isFirst) seen.add(record.id)
    return isFirst
  })
}
