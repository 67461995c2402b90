import type { PlantedBug } from './transform.js'

const OUTBOX_LANES = 'packages/service-kit/dist/events/outbox-lanes.js'

const ROWS_OF_LANES = `from unnest($1::smallint[]) as l (lane)
             cross join lateral (select ctid, id, topic, key, headers, payload from outbox
                                  where lane = l.lane order by id limit \${MOST_ROWS}) o
            order by o.id limit \${MOST_ROWS}`

const DELETE_ROWS = "'delete from outbox where ctid = any ($1::tid[]) and id = any ($2::bigint[])'"

/** Ids are given out before the commit: a lower one may appear after a higher one was read. */
const idAfterLast: PlantedBug = {
  name: 'id-after-last',
  takenOut:
    'The relay reads the rows with an id above the last one it has sent, and deletes up to there, instead of exactly the rows that it read',
  fault: '18',
  invariants: ['I1', 'I3', 'I4', 'I6'],
  transformations: [
    { file: OUTBOX_LANES, from: 'const MOST_ROWS = 500;', to: "const MOST_ROWS = 500;\nlet last = '0';" },
    {
      file: OUTBOX_LANES,
      from: ROWS_OF_LANES,
      to: `from outbox o where $1::smallint[] is not null and o.id > \${last}::bigint order by o.id limit 500`,
    },
    // A statement that says another number each time has no name.
    { file: OUTBOX_LANES, from: "name: 'read_lanes',", to: '' },
    { file: OUTBOX_LANES, from: "name: 'delete_rows',", to: '' },
    {
      file: OUTBOX_LANES,
      from: 'await sendTraced(out, rows.map(recordOf)).catch(notSent);',
      to: 'await out.log.send(rows.map(recordOf));\n        last = rows.at(-1).id;',
    },
    {
      file: OUTBOX_LANES,
      from: DELETE_ROWS,
      to: '`delete from outbox where id <= ${last}::bigint and $1::tid[] is not null and $2::bigint[] is not null`',
    },
  ],
}

/** Two relays that each take other rows send the later ones first. */
const skipLockedRows: PlantedBug = {
  name: 'skip-locked-rows',
  takenOut:
    'The relay locks the rows that it sends, 20 at a time, and skips those of others, instead of the row of their lane; it sends up to 300 ms after it has read',
  fault: '23',
  invariants: ['I2'],
  transformations: [
    { file: OUTBOX_LANES, from: 'order by lane for update skip locked', to: 'order by lane' },
    {
      file: OUTBOX_LANES,
      from: ROWS_OF_LANES,
      to: `from outbox o where o.lane = any ($1) order by o.id limit 20 for update skip locked`,
    },
    {
      file: OUTBOX_LANES,
      from: 'await sendTraced(out, rows.map(recordOf)).catch(notSent);',
      to: 'await new Promise((resolve) => setTimeout(resolve, 300 * Math.random()));\n        await out.log.send(rows.map(recordOf));',
    },
  ],
}

/** Bugs between the database and the log. */
export const outboxBugs: readonly PlantedBug[] = [idAfterLast, skipLockedRows]
