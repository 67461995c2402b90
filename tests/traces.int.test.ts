import { randomBytes, randomUUID } from 'node:crypto'
import { eventually, type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '@polyphon/testkit'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isKafkaHere, type OwnServers, startOwnServers } from './own-servers.js'
import { type ServiceName, startTestStack, type TestStack } from './stack.js'
import { thankFor } from './thanks.js'

const CANARY = { email: 'kanari.vogel@example.org', phone: '+4915112340007', name: 'Kanari Vögelein' }

describe.skipIf(!isKafkaHere)('a trace through five services, Kafka and a mail server', () => {
  let servers: OwnServers
  let collector: OtlpReceiver
  let mails: SMTPServer
  let stack: TestStack
  let received = 0

  beforeAll(async () => {
    ;[servers, collector] = await Promise.all([startOwnServers(), startOtlpReceiver()])
    mails = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => {
          received += 1
          done()
        })
      },
    })
    await new Promise<void>((done) => void mails.listen(0, '127.0.0.1', done))
    const address = mails.server.address()
    stack = await startTestStack({
      DATABASE_URL: servers.databaseUrl,
      KAFKA_BROKERS: servers.brokers,
      MAIL_PROVIDER: 'smtp',
      SMTP_URL: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=hof%20laden',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      // Only what somebody asks for is recorded.
      OTEL_TRACES_SAMPLER_ARG: '0',
    })
  })
  afterAll(async () => {
    await stack.close()
    await new Promise<void>((done) => mails.close(done))
    await collector.close()
    await servers.stop()
  })

  async function must(service: ServiceName, operation: string, body: unknown, headers = {}): Promise<void> {
    const answer = await stack.workspace.call(service, operation, { body, headers })
    if (answer.status >= 300) throw new Error(`${operation} was refused: ${answer.text}`)
  }

  const ofTrace = (traceId: string): readonly ReceivedSpan[] =>
    collector.spans.filter((span) => span.traceId === traceId)

  it('shows how an event of a customer becomes a message, and nothing of the customer', async () => {
    await thankFor(must, 'Bestellt')
    await must('profile', 'POST /v1/identify', { userId: 'kanari', traits: CANARY, messageId: randomUUID() })
    const [traceId, caller] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')]
    await must(
      'profile',
      'POST /v1/track',
      { userId: 'kanari', event: 'Bestellt', messageId: randomUUID(), properties: { an: CANARY.email } },
      { traceparent: `00-${traceId}-${caller}-01`, tracestate: 'shop=kasse7' },
    )
    await eventually(() => expect(received).toBe(1))
    const wanted = [
      ['polyphon-profile', 'POST /v1/track'],
      ['polyphon-profile', 'send polyphon.profile'],
      ['polyphon-journey', 'process journey.stimuli'],
      ['polyphon-messaging', 'process messaging.orders'],
      ['polyphon-messaging', 'send email'],
      ['polyphon-analytics', 'process analytics.facts'],
      ['polyphon-profile', 'process profile.timeline'],
    ] as const
    const of = (service: string, name: string): ReceivedSpan => {
      const found = ofTrace(traceId).find((span) => span.service === service && span.name === name)
      if (found === undefined)
        throw new Error(
          `${service} shows no "${name}": ${ofTrace(traceId)
            .map((span) => `${span.service} ${span.name}`)
            .join(', ')}`,
        )
      return found
    }
    await eventually(() => {
      for (const [service, name] of wanted) of(service, name)
    })
    const track = of('polyphon-profile', 'POST /v1/track')
    expect(track).toMatchObject({ parentSpanId: caller, kind: 'SPAN_KIND_SERVER', traceState: 'shop=kasse7' })
    expect(track.attributes).toMatchObject({ 'http.route': '/v1/track', 'polyphon.workspace': stack.workspace.id })
    expect(of('polyphon-profile', 'send polyphon.profile').parentSpanId).toBe(track.spanId)
    const stimuli = of('polyphon-journey', 'process journey.stimuli')
    expect(stimuli).toMatchObject({ parentSpanId: track.spanId, traceState: 'shop=kasse7' })
    const orders = of('polyphon-messaging', 'process messaging.orders')
    expect(orders.parentSpanId).toBe(stimuli.spanId)
    const mail = of('polyphon-messaging', 'send email')
    expect(mail).toMatchObject({ parentSpanId: orders.spanId, hasFailed: false })
    expect(mail.attributes).toMatchObject({ 'polyphon.provider': 'smtp', 'polyphon.outcome': 'accepted' })
    // Whoever hears that it was sent is a part of the sending.
    await eventually(() => expect(ofTrace(traceId).some(({ parentSpanId }) => parentSpanId === mail.spanId)).toBe(true))
    const known = new Set([caller, ...ofTrace(traceId).map(({ spanId }) => spanId)])
    expect(ofTrace(traceId).filter(({ parentSpanId }) => !known.has(parentSpanId))).toEqual([])
    expect(collector.headers.every((sent) => sent['x-tenant'] === 'hof laden')).toBe(true)
    for (const text of Object.values(CANARY)) expect(collector.text()).not.toContain(text)
    expect(collector.text()).not.toContain('kanari')
  })

  it('records nothing of what nobody asks for', () => {
    expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(1)
  })

  it('begins another trace for what falls due later, and says what set it', async () => {
    await thankFor(must, 'Gemerkt', 'PT1S')
    const traceId = randomBytes(16).toString('hex')
    const body = { userId: 'kanari', event: 'Gemerkt', messageId: randomUUID() }
    await must('profile', 'POST /v1/track', body, { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` })
    const timer = await eventually(() => {
      const found = collector.spans.find(
        ({ name, links }) => name.startsWith('timer ') && links[0]?.traceId === traceId,
      )
      if (found === undefined) throw new Error('no timer yet')
      return found
    })
    expect(timer).toMatchObject({ service: 'polyphon-journey', parentSpanId: '' })
    const stimuli = ofTrace(traceId).find(({ name }) => name === 'process journey.stimuli')
    expect(timer.links).toEqual([{ traceId, spanId: stimuli?.spanId }])
    await eventually(() => expect(ofTrace(timer.traceId).map(({ name }) => name)).toContain('send email'))
  })
})
