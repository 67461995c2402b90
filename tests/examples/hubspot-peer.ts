import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Program } from './program.js'

/**
 * HubSpot as it documents itself, on loopback, with contacts of our own.
 *
 * - signature: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 * - events: https://developers.hubspot.com/docs/api/webhooks, merges:
 *   https://developers.hubspot.com/changelog/new-subscription-types-for-webhooks, deletions:
 *   https://developers.hubspot.com/changelog/now-live-webhooks-now-support-privacy-compliant-contact-deletions
 * - batches: https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/batch/upsert-contacts
 * - 207 by `objectWriteTraceId`, 429 by `policyName`: https://developers.hubspot.com/docs/api-reference/error-handling,
 *   https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines (read 2026-11-29)
 */
export const SECRET = 'client-secret'
export const TOKEN = 'pat-eu1-token'
export const PUBLIC_URL = 'https://crm.example.org/hubspot'

type Properties = Record<string, string>
interface Input {
  readonly id: string
  readonly idProperty?: string
  readonly objectWriteTraceId?: string
  readonly properties?: Properties
}
export interface Received {
  readonly at: number
  readonly operation: string
  readonly inputs: readonly Input[]
}
export interface Refusal {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
}

export class HubSpot {
  readonly contacts = new Map<string, { properties: Properties; updatedAt: string }>()
  /** Every call that was let through. */
  readonly calls: Received[] = []
  /** What is answered to the next calls instead. */
  readonly refusals: Refusal[] = []
  /** Events that were not delivered yet. */
  readonly events: Record<string, unknown>[] = []
  /** Whether a batch with a contact that is none is refused as a whole, or for that contact. */
  isStrict = false
  readonly #server: Server
  #ids = 100

  constructor() {
    this.#server = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = []
        for await (const chunk of request) chunks.push(chunk)
        const operation = request.url?.replace('/crm/v3/objects/contacts/batch/', '') ?? ''
        const isKnown = request.headers.authorization === `Bearer ${TOKEN}`
        const refusal = this.refusals.shift() ?? (isKnown ? undefined : { status: 401 })
        const { inputs } = JSON.parse(Buffer.concat(chunks).toString()) as { inputs: readonly Input[] }
        const answer = refusal ?? this.#answer(operation, inputs)
        const headers = { 'content-type': 'application/json', ...('headers' in answer ? answer.headers : {}) }
        response.writeHead(answer.status, headers).end(JSON.stringify(answer.body ?? {}))
      })()
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** What somebody does in HubSpot's pages. */
  write(id: string, changes: Properties): void {
    const known = this.contacts.get(id)
    const updatedAt = new Date().toISOString()
    this.contacts.set(id, { properties: { ...known?.properties, ...changes }, updatedAt })
    const event = { objectId: Number(id), occurredAt: Date.parse(updatedAt) }
    if (known === undefined) this.events.push({ ...event, subscriptionType: 'contact.creation' })
    for (const [propertyName, propertyValue] of Object.entries(changes))
      if ((known?.properties[propertyName] ?? '') !== propertyValue)
        this.events.push({ ...event, subscriptionType: 'contact.propertyChange', propertyName, propertyValue })
  }

  byEmail(email: string): string | undefined {
    return [...this.contacts].find(([, { properties }]) => properties['email'] === email)?.[0]
  }

  #answer(operation: string, inputs: readonly Input[]): Refusal {
    const isTwice = new Set(inputs.map(({ id }) => id)).size < inputs.length
    if (inputs.length > 100 || isTwice) return { status: 400, body: { status: 'error', category: 'VALIDATION_ERROR' } }
    const bad = inputs.filter(({ properties }) => properties?.['email']?.endsWith('.invalid') === true)
    if (this.isStrict && bad.length > 0)
      return { status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message: String(bad[0]?.id) } }
    this.calls.push({ at: Date.now(), operation, inputs })
    const good = inputs.filter((input) => !bad.includes(input))
    const written = operation === 'read' ? [] : good.map((input) => [this.#store(input), input] as const)
    const results =
      operation === 'read'
        ? inputs.flatMap(({ id }) => this.#show(id))
        : written.flatMap(([id, { objectWriteTraceId }]) =>
            this.#show(id).map((each) => ({ ...each, objectWriteTraceId })),
          )
    const errors = bad.map(({ objectWriteTraceId }) => ({
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: 'Email address is invalid',
      context: { objectWriteTraceId: [objectWriteTraceId] },
    }))
    return {
      status: errors.length > 0 ? 207 : 200,
      body: { status: 'COMPLETE', results, ...(errors.length > 0 ? { errors } : {}) },
    }
  }

  #store({ id, idProperty, properties = {} }: Input): string {
    const known = idProperty === 'email' ? this.byEmail(id) : id
    const contact = known ?? String((this.#ids += 1))
    this.write(contact, { ...(idProperty === 'email' ? { email: id } : {}), ...properties })
    return contact
  }

  #show(id: string) {
    const found = this.contacts.get(id)
    if (found === undefined) return []
    const names = ['email', 'firstname', 'lastname', 'phone', 'jobtitle']
    const properties = Object.fromEntries(names.map((name) => [name, found.properties[name] || null]))
    return [{ id, properties, createdAt: found.updatedAt, updatedAt: found.updatedAt, archived: false }]
  }

  /** Calls the program with what has happened, up to 100 events at once; the status of each call. */
  async deliver(program: Program): Promise<readonly number[]> {
    const answers: number[] = []
    while (this.events.length > 0) answers.push((await send(program, this.events.splice(0, 100))).status)
    return answers
  }
}

interface Sent {
  readonly secret?: string
  readonly url?: string
  readonly at?: number
  readonly signature?: string
}

export async function send(program: Program, events: readonly object[], sent: Sent = {}) {
  const { secret = SECRET, url = PUBLIC_URL, at = Date.now() } = sent
  const body = JSON.stringify(
    events.map((event, index) => ({
      eventId: index,
      subscriptionId: 1,
      portalId: 62515,
      appId: 54321,
      attemptNumber: 0,
      changeSource: 'CRM_UI',
      ...event,
    })),
  )
  const signature = createHmac('sha256', secret).update(`POST${url}${body}${at}`).digest('base64')
  const answer = await fetch(program.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hubspot-request-timestamp': String(at),
      'x-hubspot-signature-v3': sent.signature ?? signature,
    },
    body,
  })
  return { status: answer.status, text: await answer.text() }
}
