/**
 * Contacts of a CRM in and out, in HubSpot's form (CRM API v3): webhooks bring what changed there, an export of people
 * brings what changed in Polyphon. README.md says how it is started, and what becomes of what.
 *
 * - Of each contact it remembers what both sides had last, property by property. What one side has changed since is told
 *   to the other, and nothing else: a change never comes back as an echo, and two changes of one person are both kept.
 * - A webhook is acknowledged once Polyphon has stored it; HubSpot waits for 5 seconds, and sends again for a day.
 * - The state file holds the place in the export and hashes by contact; a line of the log names ids, and no person.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { createPolyphon, dataOf, type Schemas } from '@polyphon/client'

const env = process.env
const secret = required('HUBSPOT_SECRET')
const hubspot = env['HUBSPOT_URL'] ?? 'https://api.hubapi.com'
/** Where HubSpot calls this program, as it is set there: the signature is of that URL, whatever proxies stand between. */
const publicUrl = required('PUBLIC_URL')
const pollMs = Number(env['POLL_MS'] ?? 10_000)
const key = required('POLYPHON_KEY')
const { profile } = createPolyphon({ services: { profile: required('PROFILE_URL') }, key })

/** Values of a contact by HubSpot's names; what is not there is an empty text. */
type Values = Readonly<Record<string, string>>
/** HubSpot's property, and the trait that is the same. */
const TRAITS: Values = {
  email: 'email',
  firstname: 'firstName',
  lastname: 'lastName',
  phone: 'phone',
  jobtitle: 'title',
}
const LONGEST_LEAD_MS = 5 * 60_000
const CONTACT = 'hubspot_contact_id'

type Person = Schemas['profile']['Profile']
type Call = Schemas['profile']['TrackingBatch']['batch'][number]

/** One of the up to 100 events of a webhook. */
interface Change {
  /** `contact.propertyChange`; apps of the newer platform say `object.propertyChange` and the type. */
  readonly subscriptionType: string
  readonly objectTypeId?: string
  readonly objectId: number
  readonly occurredAt: number
  readonly primaryObjectId?: number
  readonly mergedObjectIds?: readonly number[]
  readonly newObjectId?: number | null
}
interface Contact {
  readonly id: string
  readonly properties: Readonly<Record<string, string | null>>
  readonly updatedAt: string
  readonly objectWriteTraceId?: string
}
interface Answer {
  readonly results?: readonly Contact[]
  readonly errors?: readonly Answer[]
  readonly category?: string
  readonly context?: Readonly<Record<string, readonly string[]>>
  readonly policyName?: string
}
interface Input {
  readonly id: string
  readonly properties: Values
  readonly idProperty?: string
  /** Names the person in answers that speak of each contact (207). */
  readonly objectWriteTraceId: string
}

/** What is remembered between two starts: a line for whatever was learned, of which the last one counts. */
class State {
  cursor: string | undefined
  /** When it was begun: what changed before is not told. */
  since = env['SINCE'] ?? new Date().toISOString()
  readonly #known = new Map<string, Values | null>()
  readonly #file: string

  constructor(file: string) {
    this.#file = file
    // A last line without its end was being written when the program died.
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
    for (const { since, cursor, contact, hashes } of lines.map((line) => JSON.parse(line))) {
      this.since = since ?? this.since
      this.cursor = cursor ?? this.cursor
      if (contact !== undefined) this.#known.set(contact, hashes)
    }
    writeFileSync(`${file}.new`, '')
    this.#append({ since: this.since, cursor: this.cursor }, `${file}.new`)
    for (const [contact, hashes] of this.#known) this.#append({ contact, hashes }, `${file}.new`)
    renameSync(`${file}.new`, file)
  }

  /** Which of these values the other side does not have yet. */
  unsent(contact: string | undefined, values: Values): Values {
    const known = this.#known.get(contact ?? '') ?? {}
    const isNew = ([name, value]: [string, string]) => (known[name] ?? hashOf('')) !== hashOf(value)
    return Object.fromEntries(Object.entries(values).filter(isNew))
  }

  /** Keeps what both sides have now; null for a contact that is gone. */
  learn(contact: string, values: Values | null): void {
    const learned = Object.entries(values ?? {}).map(([name, value]) => [name, hashOf(value)])
    const hashes = values && { ...this.#known.get(contact), ...Object.fromEntries(learned) }
    this.#known.set(contact, hashes)
    this.#append({ contact, hashes })
  }

  readonly isThere = (contact: string): boolean => this.#known.get(contact) !== null

  keep(cursor: string): void {
    if (cursor !== this.cursor) this.#append({ cursor })
    this.cursor = cursor
  }

  #append(line: object, file = this.#file): void {
    appendFileSync(file, `${JSON.stringify(line)}\n`)
  }
}
const state = new State(required('STATE_FILE'))

// In: what changed in HubSpot.

/** Takes the events of one webhook. Whatever it throws is a reason for HubSpot to send them again. */
async function take(changes: readonly Change[], signal: AbortSignal): Promise<string> {
  const of = (...kinds: readonly string[]) => changes.filter((each) => kinds.includes(kindOf(each)))
  for (const merged of of('merge')) await follow(merged, signal)
  const written = new Set(of('creation', 'propertyChange', 'restore', 'merge').map(contactOf))
  const outcomes = [await bring([...written], signal)]
  for (const each of of('privacyDeletion')) outcomes.push(await note(each, 'Erasure Requested', signal))
  for (const each of of('deletion')) outcomes.push(await note(each, 'CRM Contact Deleted', signal))
  return `${changes.length} events: ${outcomes.filter((text) => text !== '').join(', ') || 'nobody handles them'}`
}

/** Reads contacts as they are now, and stores what is new as of when it was changed. */
async function bring(ids: readonly string[], signal: AbortSignal): Promise<string> {
  if (ids.length === 0) return ''
  const body = { properties: Object.keys(TRAITS), inputs: ids.map((id) => ({ id })) }
  const { results, category } = await call('read', body, signal)
  if (results === undefined) throw new Error(`HubSpot does not let contacts be read: ${category ?? ''}`)
  const fresh = results.flatMap((contact) => {
    const all = valuesOf((name) => contact.properties[name])
    const values = state.unsent(contact.id, all)
    return Object.keys(values).length === 0 ? [] : [{ contact, values }]
  })
  const calls = fresh.map(({ contact, values }) => identifies(contact, values))
  const refused = await collect(calls, signal)
  for (const [at, { contact, values }] of fresh.entries()) if (!refused.has(at)) state.learn(contact.id, values)
  return `${ids.length} contacts, ${results.length} found, ${fresh.length} with something new, ${refused.size} refused`
}

/** The messageId follows from the contact and what is said of it: sent again, it changes nothing. */
function identifies({ id, updatedAt }: Contact, values: Values): Call {
  const traits = Object.fromEntries(Object.entries(values).map(([name, value]) => [TRAITS[name], value || null]))
  const messageId = `hubspot:${id}:${Date.parse(updatedAt)}:${hashOf(JSON.stringify(traits))}`
  return { type: 'identify', messageId, timestamp: updatedAt, traits, context: contextOf({ [CONTACT]: id }) }
}

/** Two contacts became one: so do the people. */
async function follow(merge: Change, signal: AbortSignal): Promise<void> {
  const { primaryObjectId, mergedObjectIds = [], newObjectId } = merge
  const ids = [newObjectId, primaryObjectId, ...mergedObjectIds].flatMap((id) => (id ? [String(id)] : []))
  const found = await Promise.all(ids.map((id) => find(id, signal)))
  for (const id of mergedObjectIds) if (id !== newObjectId) state.learn(String(id), null)
  const [survivorId, ...others] = [...new Set(found.flatMap((id) => id ?? []))]
  if (survivorId === undefined) return
  for (const absorbedId of others) {
    const body = { absorbedId, reason: `Merged in HubSpot: ${ids.join(', ')}` }
    await dataOf(profile.POST('/v1/profiles/{survivorId}/merge', { params: { path: { survivorId } }, body, signal }))
  }
}

/** A deletion says nothing about who the person is for others: it stands in their timeline, for somebody to act on. */
async function note(deletion: Change, event: string, signal: AbortSignal): Promise<string> {
  const id = contactOf(deletion)
  state.learn(id, null)
  if ((await find(id, signal)) === undefined) return `nobody is known as contact ${id}`
  const messageId = `hubspot:${id}:${kindOf(deletion)}:${deletion.occurredAt}`
  const timestamp = new Date(deletion.occurredAt).toISOString()
  const [properties, context] = [{ source: 'hubspot', contactId: id }, contextOf({ [CONTACT]: id })]
  await collect([{ type: 'track', event, messageId, timestamp, properties, context }], signal)
  return `to do by hand: ${event}, contact ${id}`
}

async function find(contact: string, signal: AbortSignal): Promise<string | undefined> {
  const query = { identifier: `${CONTACT}:${contact}` }
  return (await dataOf(profile.GET('/v1/profiles', { params: { query }, signal }))).items[0]?.id
}

/** Stores events; the places of those that were refused. */
async function collect(batch: readonly Call[], signal: AbortSignal): Promise<ReadonlySet<number>> {
  if (batch.length === 0) return new Set()
  const { rejected = [] } = await dataOf(profile.POST('/v1/batch', { body: { batch: [...batch] }, signal }))
  for (const { messageId, code, detail } of rejected) say({ refused: messageId, code, detail })
  return new Set(rejected.map(({ index }) => index))
}

// Out: what changed in Polyphon.

/** Reads people as they change, and goes on where it has stopped. */
async function sendOut(signal: AbortSignal): Promise<void> {
  const begin = state.cursor === undefined ? { updatedSince: state.since } : { cursor: state.cursor }
  const params = { query: { ...begin, ...(env['SEGMENT'] ? { segment: env['SEGMENT'] } : {}) } }
  const headers = { accept: 'application/x-ndjson' }
  const lines = await dataOf(profile.GET('/v1/profiles', { params, headers, parseAs: 'stream', signal }))
  let people: Person[] = []
  for await (const line of linesOf(lines ?? new Blob([]).stream())) {
    const item = JSON.parse(line)
    if (item.nextCursor === undefined && item.removed === undefined) people.push(item)
    if (item.nextCursor === undefined && people.length < 100) continue
    await write(people, signal)
    people = []
    if (item.nextCursor !== undefined) state.keep(item.nextCursor)
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** Writes what HubSpot does not know yet: to the contact that somebody is, or to the one with their address. */
async function write(people: readonly Person[], signal: AbortSignal): Promise<void> {
  const inputs = people.flatMap(({ id: objectWriteTraceId, traits, identifiers }): readonly Input[] => {
    const contacts = identifiers.flatMap(({ type, value }) => (type === CONTACT ? [value] : []))
    const contact = contacts.find(state.isThere)
    const values = valuesOf((_, trait) => traits?.[trait])
    const properties = state.unsent(contact, values)
    const email = properties['email']?.toLowerCase()
    // A contact that was deleted is not made again.
    if (Object.keys(properties).length === 0 || (contact === undefined && (!email || contacts.length > 0))) return []
    return [{ id: contact ?? email ?? '', properties, objectWriteTraceId }]
  })
  const isAddress = ({ id }: Input): boolean => id.includes('@')
  const [byAddress, byId] = [inputs.filter(isAddress), inputs.filter((input) => !isAddress(input))]
  await send('update', byId, signal)
  // HubSpot refuses a batch that names an address twice.
  const once = new Map(byAddress.map((input) => [input.id, { ...input, idProperty: 'email' }]))
  await send('upsert', [...once.values()], signal)
}

/** One contact that HubSpot refuses holds up none of the others: a batch that fails as a whole is halved. */
async function send(how: 'update' | 'upsert', inputs: readonly Input[], signal: AbortSignal): Promise<void> {
  if (inputs.length === 0) return
  const { results, errors = [], category } = await call(how, { inputs }, signal)
  if (results === undefined && inputs.length > 1) {
    const middle = Math.ceil(inputs.length / 2)
    await send(how, inputs.slice(0, middle), signal)
    return await send(how, inputs.slice(middle), signal)
  }
  const written = (results ?? []).flatMap((contact) => {
    const names = [contact.objectWriteTraceId, contact.id, contact.properties['email']]
    const input = inputs.find(({ id, objectWriteTraceId: trace }) => names.includes(trace) || names.includes(id))
    return input === undefined ? [] : [{ contact, input }]
  })
  // From now on the person is found by the contact's id, whatever becomes of the address.
  const links = written.flatMap(({ contact: { id }, input: { id: email, idProperty } }): readonly Call[] => {
    const messageId = `hubspot:${id}:link:${hashOf(email)}`
    return idProperty ? [{ type: 'identify', messageId, context: contextOf({ [CONTACT]: id, email }) }] : []
  })
  await collect(links, signal)
  for (const { contact, input } of written) state.learn(contact.id, input.properties)
  const failed = errors.map(({ category: why, context }) => ({ why, person: context?.['objectWriteTraceId']?.[0] }))
  if (results === undefined) failed.push({ why: category, person: inputs[0]?.objectWriteTraceId })
  say({ sent: how, contacts: written.length, ...(failed.length === 0 ? {} : { failed }) })
}

// HubSpot's API.

const HEADERS = { authorization: `Bearer ${required('HUBSPOT_TOKEN')}`, 'content-type': 'application/json' }
let turn: Promise<unknown> = Promise.resolve()

/** Calls a batch operation of contacts, in turn with all others, and again when HubSpot asks for patience. */
async function call(operation: string, body: object, signal: AbortSignal): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    // 100 calls in ten seconds are allowed to the smallest account.
    turn = turn.then(() => pause(110))
    await turn
    const url = `${hubspot}/crm/v3/objects/contacts/batch/${operation}`
    const response = await fetch(url, { method: 'POST', headers: HEADERS, body: JSON.stringify(body), signal })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- HubSpot's form; each field may be missing
    const answer = (await response.json().catch(() => ({}))) as Answer
    // 400 and 409 are about what was sent; whoever has sent it looks for the one contact that is to blame.
    if (response.ok || response.status === 400 || response.status === 409) return answer
    const waitMs = patience(response, answer)
    if (waitMs === null || attempt === 5) throw new Error(`HubSpot: ${response.status} ${answer.category ?? ''}`)
    await pause(waitMs, undefined, { signal })
  }
}

/** How long HubSpot wants to be left alone; null where asking again does not help. */
function patience({ status, headers }: Response, { policyName }: Answer): number | null {
  const named = Number(headers.get('retry-after') ?? Number.NaN) * 1_000
  if (status === 429) return policyName === 'DAILY' ? null : named || 10_000
  if (status === 423) return 2_000
  return [477, 502, 503, 504, 524].includes(status) ? named || 1_000 : null
}

// Where HubSpot calls.

/** X-HubSpot-Signature-v3: HMAC of method, URL, body and time under the app's client secret; five minutes old at most. */
function isSigned({ method = '', headers }: IncomingMessage, body: string): boolean {
  const timestamp = String(headers['x-hubspot-request-timestamp'])
  if (!(Math.abs(Date.now() - Number(timestamp)) <= LONGEST_LEAD_MS)) return false
  const signed = method + publicUrl + body + timestamp
  const expected = createHmac('sha256', secret).update(signed).digest()
  const named = Buffer.from(String(headers['x-hubspot-signature-v3']), 'base64')
  return named.length === expected.length && timingSafeEqual(named, expected)
}

async function receive(request: IncomingMessage): Promise<{ readonly status: number; readonly outcome: string }> {
  const chunks: Buffer[] = []
  // A chunk has 64 KiB at most.
  for await (const chunk of request) if (chunks.push(chunk) > 100) return { status: 413, outcome: 'too large' }
  const body = Buffer.concat(chunks).toString('utf8')
  if (!isSigned(request, body)) return { status: 401, outcome: 'the signature is wrong or old' }
  try {
    // HubSpot waits for five.
    return { status: 200, outcome: await take(JSON.parse(body), AbortSignal.timeout(4_000)) }
  } catch (error) {
    return { status: 503, outcome: `not stored, send again: ${String(error)}` }
  }
}

/** Texts and numbers; anything else is nothing that a contact could have. */
function valuesOf(read: (property: string, trait: string) => unknown): Values {
  const pairs = Object.entries(TRAITS).flatMap(([name, trait]) => {
    const value = read(name, trait) ?? ''
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
  })
  return Object.fromEntries(pairs)
}
const contextOf = (named: Values) => ({
  externalIds: Object.entries(named).map(([type, id]) => ({ type, id, collection: 'users', encoding: 'none' })),
})
const contactOf = ({ objectId, primaryObjectId, newObjectId }: Change): string =>
  String(newObjectId ?? primaryObjectId ?? objectId)
const hashOf = (text: string): string =>
  createHash('sha256').update(secret).update(text).digest('base64url').slice(0, 12)
const say = (line: object): unknown => process.stdout.write(`${JSON.stringify({ at: new Date(), ...line })}\n`)
/** The kind of an event of a contact: `creation`, `propertyChange`, …; of other things none. */
function kindOf({ subscriptionType, objectTypeId }: Change): string {
  const [thing, kind = ''] = subscriptionType.split('.')
  return thing === 'contact' || (thing === 'object' && objectTypeId === '0-1') ? kind : ''
}
function required(name: string): string {
  const value = env[name]
  if (value) return value
  throw new Error(`${name} is not set.`)
}

const ending = new AbortController()
const server = createServer((request, response) => {
  void receive(request).then(({ status, outcome }) => {
    say({ webhook: status, outcome })
    response.writeHead(status, { 'content-type': 'text/plain' }).end(outcome)
  })
})
server.listen(Number(env['PORT'] ?? 8788), () =>
  process.stdout.write(`Listening: ${JSON.stringify(server.address())}\n`),
)
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort(server.close()))
let waitMs = pollMs
while (!ending.signal.aborted) {
  try {
    await sendOut(ending.signal)
    waitMs = pollMs
  } catch (error) {
    waitMs = Math.min(waitMs * 2, 15 * 60_000)
    if (!ending.signal.aborted) say({ failed: String(error), again: `in ${waitMs / 1_000} s` })
  }
  await pause(waitMs, undefined, { signal: ending.signal }).catch(() => null)
}
