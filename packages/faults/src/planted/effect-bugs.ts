import type { PlantedBug } from './transform.js'

const CONSUME_CHUNK = 'packages/service-kit/dist/events/consume-chunk.js'

/** Nobody remembers what has been applied. */
const noInbox: PlantedBug = {
  name: 'no-inbox',
  takenOut:
    'All three rungs that dedupe: the fence (every partition begins at 0), the inbox, and the natural keys of two effects (the order of a message, the event id of a fact)',
  fault: '13',
  invariants: ['I1', 'I3'],
  transformations: [
    { file: CONSUME_CHUNK, from: 'record.offset >= next', to: 'record.offset >= 0n' },
    {
      file: 'packages/service-kit/dist/events/apply.js',
      from: "handler.dedupe === 'inbox' ? fresh : sequence.taken;",
      to: 'sequence.taken;',
    },
    {
      file: 'services/messaging/dist/messages/store/messages.js',
      from: 'natural_key: message.naturalKey,',
      to: 'natural_key: null,',
    },
    {
      file: 'services/analytics/dist/facts/store/event-facts.js',
      from: 'select $1, incoming."eventId", incoming.type,',
      to: 'select $1, gen_random_uuid(), incoming.type,',
    },
  ],
}

/** What was allowed once is taken to be allowed for ever. */
const noConsentRecheck: PlantedBug = {
  name: 'no-consent-recheck',
  takenOut:
    'A permission is not read again when a message is claimed: the first answer for a person, channel and topic is believed from then on',
  fault: '19',
  invariants: ['I5'],
  transformations: [
    {
      file: 'services/messaging/dist/messages/store/gate-facts.js',
      from: 'const states = await readPermissionStates(tx, ids, topics);',
      to: `const states = (globalThis.plantedPermissions ??= new Map());
    for (const [key, state] of await readPermissionStates(tx, ids, topics))
        if (!states.has(key))
            states.set(key, state);`,
    },
  ],
}

/** A client that asks again is taken for one that wants it once more. */
const retryWithoutKey: PlantedBug = {
  name: 'retry-without-key',
  takenOut: 'The Idempotency-Key of a request is not looked at: who asks again has it done again',
  fault: '1',
  invariants: ['I14'],
  transformations: [
    {
      file: 'packages/service-kit/dist/http/perform.js',
      from: 'if (!takesKey(route))',
      to: 'if (true)',
    },
  ],
}

/** What is counted is what was asked, and not what came of it. */
const usageOfRepeats: PlantedBug = {
  name: 'usage-of-repeats',
  takenOut: 'An event that was applied before counts as used again each time that it comes',
  fault: '13',
  invariants: ['I17'],
  transformations: [
    {
      file: 'services/profile/dist/tracking/steps/apply-events.js',
      from: 'countEvents(tx, interactions, timeZone)])',
      to: 'countEvents(tx, first.map(() => ({ receivedAt: tx.now })), timeZone)])',
    },
  ],
}

/** Bugs in what a service does about an event, a message or a request. */
export const effectBugs: readonly PlantedBug[] = [noInbox, noConsentRecheck, retryWithoutKey, usageOfRepeats]
