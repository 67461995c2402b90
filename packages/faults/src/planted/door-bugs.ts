import type { PlantedBug } from './transform.js'

const FAN_OUT = 'packages/service-kit/dist/webhooks/fan-out.js'
const DUE = 'packages/service-kit/dist/webhooks/due.js'

/** Whoever was killed while they called keeps what they had. */
const leaseForEver: PlantedBug = {
  name: 'lease-for-ever',
  takenOut: 'What a process has claimed of a webhook is its own for hours instead of 13 seconds',
  fault: '1',
  invariants: ['I15'],
  transformations: [{ file: DUE, from: 'const LEASE_MS = 13_000;', to: 'const LEASE_MS = 13_000_000;' }],
}

/** What is due is sent, whatever of the same person has not been taken yet. */
const webhookOrder: PlantedBug = {
  name: 'webhook-order',
  takenOut: 'A delivery waits for no earlier one of the same person: whatever is due is posted, eight at once',
  fault: '18',
  invariants: ['I15'],
  transformations: [
    {
      file: DUE,
      from: 'const claimed = due.filter(({ behind }) => behind === null).slice(0, room);',
      to: 'const claimed = due.slice(0, room);',
    },
  ],
}

/** What is read is taken for all there is, although somebody may still be writing in front of it. */
const webhookUnsettled: PlantedBug = {
  name: 'webhook-unsettled',
  takenOut:
    'Deliveries are made of what can be read by now, without waiting for whoever is still writing in front of it',
  fault: '18',
  invariants: ['I15'],
  transformations: [
    {
      file: FAN_OUT,
      from: 'if (!(await haveEnded(tx, awaited.behind)))',
      to: 'await haveEnded(tx, awaited.behind);\n    if (false)',
    },
  ],
}

/** The cursor says that deliveries are made which are not. */
const cursorFirst: PlantedBug = {
  name: 'cursor-before-deliveries',
  takenOut: 'The cursor of the webhooks is moved in a transaction of its own, 200 ms before the deliveries are made',
  fault: '1',
  invariants: ['I15'],
  transformations: [
    {
      file: FAN_OUT,
      from: 'const state = { known: new Map(), wanted: new Set(), awaited: null };',
      to: 'const state = { db, known: new Map(), wanted: new Set(), awaited: null };',
    },
    {
      file: FAN_OUT,
      from: 'async function deliverNext(tx, { known }, {',
      to: 'async function deliverNext(tx, { db, known }, {',
    },
    {
      file: FAN_OUT,
      from: 'await deliverTo(await tx.enter(workspaceId), of, context);',
      to: `setTimeout(() => db
            .transact(workspaceId, (later) => deliverTo(later, of, context))
            .catch(() => undefined), 200);`,
    },
  ],
}

/** The same mistake where streams are read. */
const streamUnsettled: PlantedBug = {
  name: 'stream-unsettled',
  takenOut: 'Streams show what can be read by now, without waiting for whoever is still writing in front of it',
  fault: '18',
  invariants: ['I16'],
  transformations: [
    { file: 'packages/service-kit/dist/recent/follower.js', from: 'if (isSettled)', to: 'if (isSettled !== null)' },
  ],
}

/** Off by one. */
const streamTooLate: PlantedBug = {
  name: 'stream-one-too-late',
  takenOut: 'A stream goes on behind the event after the one whose cursor was sent',
  fault: '1',
  invariants: ['I16'],
  transformations: [
    {
      file: 'packages/service-kit/dist/http/event-position.js',
      from: 'return position;',
      to: 'return { ...position, seq: position.seq + 1 };',
    },
  ],
}

/** Bugs between what a service publishes and those who follow it from outside. */
export const doorBugs: readonly PlantedBug[] = [
  leaseForEver,
  webhookOrder,
  webhookUnsettled,
  cursorFirst,
  streamUnsettled,
  streamTooLate,
]
