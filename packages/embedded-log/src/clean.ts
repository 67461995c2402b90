import type pg from 'pg'

export interface CleanOptions {
  readonly now: Date
  /** How long a tombstone stays, so that every copy can read it. */
  readonly tombstonesMs: number
  /** A partition is compacted once so many records have come since the last time. */
  readonly compactAfter: number
}

interface PartitionRow {
  readonly partition_id: number
  readonly next_offset: string
  readonly cleaned_to: string
  readonly kept: string
  readonly compacted: boolean
  readonly retention_ms: string
}

const BATCH = 1_000

/** Removes superseded states and facts past their time. The last record of a partition always stays: it marks the end. */
export async function cleanLog(pool: pg.Pool, options: CleanOptions): Promise<void> {
  const { rows } = await pool.query<PartitionRow>(
    `select partition_id, next_offset, cleaned_to, kept, compacted, retention_ms
       from log_partition join log_topic using (topic) where next_offset > 0 order by partition_id`,
  )
  for (const row of rows) {
    if (row.compacted) await compact(pool, row, options)
    else await removeOld(pool, row, options.now)
  }
}

async function compact(pool: pg.Pool, row: PartitionRow, options: CleanOptions): Promise<void> {
  const added = Number(row.next_offset) - Number(row.cleaned_to)
  // A pass reads the whole partition, so it waits until there is enough to gain.
  if (added < Math.max(options.compactAfter, Number(row.kept) / 2)) return
  await pool.query(
    `delete from log_record r
      using (select record_key, max(record_offset) as newest from log_record
              where partition_id = $1 group by record_key) k
      where r.partition_id = $1 and r.record_key = k.record_key and r.record_offset < k.newest`,
    [row.partition_id],
  )
  await pool.query(
    `delete from log_record where partition_id = $1 and value is null and written_at < $2 and record_offset < $3`,
    [row.partition_id, new Date(options.now.getTime() - options.tombstonesMs), Number(row.next_offset) - 1],
  )
  await pool.query(
    `update log_partition set cleaned_to = $2,
            kept = (select count(*) from log_record r where r.partition_id = $1)
      where partition_id = $1`,
    [row.partition_id, row.next_offset],
  )
}

async function removeOld(pool: pg.Pool, row: PartitionRow, now: Date): Promise<void> {
  const before = new Date(now.getTime() - Number(row.retention_ms))
  for (let removed = BATCH; removed === BATCH; ) {
    // Offsets are as old as they are low, so only the low end is looked at.
    const result = await pool.query(
      `delete from log_record
        where partition_id = $1 and written_at < $2 and record_offset < $3
          and record_offset in (select record_offset from log_record
                                 where partition_id = $1 order by record_offset limit $4)`,
      [row.partition_id, before, Number(row.next_offset) - 1, BATCH],
    )
    removed = result.rowCount ?? 0
  }
}
