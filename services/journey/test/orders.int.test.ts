import { randomUUID } from 'node:crypto'
import {
  feedbackDropped,
  feedbackGiven,
  feedbackPlanned,
  interactionRecorded,
  messageDropped,
  messagePlanned,
  messageSent,
  runEnded,
  runStarted,
  stepEntered,
} from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Journey,
  journeyOf,
  publishInteraction,
  publishPerson,
  putJourney,
  receiptOf,
  runWhere,
  send,
  startedBy,
  startJourney,
  untilHandled,
} from './harness.js'

let service: Journey
beforeAll(async () => {
  service = await startJourney()
})
afterAll(async () => service.close())

describe('an event that starts a journey', () => {
  it('orders a message once, however often it is delivered', async () => {
    const steps = {
      danke: send({ data: { nummer: { path: 'event.properties.nummer' }, gruß: 'Schöne Grüße' }, touchpoint: 'dank' }),
    }
    await putJourney(service, 'dank', journeyOf(steps, startedBy('Bestellung geliefert')))
    const profileId = await publishPerson(service)
    const given = {
      name: 'Bestellung geliefert',
      properties: { nummer: '50314' },
      messageId: randomUUID(),
      id: randomUUID(),
    }
    await publishInteraction(service, profileId, given)
    await publishInteraction(service, profileId, given)
    await publishInteraction(service, profileId, { ...given, id: randomUUID() })
    const [order] = await service.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    await untilHandled(service)
    expect(service.published(messagePlanned).filter(({ data }) => data.profileId === profileId)).toHaveLength(1)
    const run = await runWhere(service, 'dank', profileId)
    expect(order?.data).toMatchObject({
      orderId: `${run.id}:danke:1`,
      runId: run.id,
      profileRevision: 1,
      channels: ['email'],
      template: 'danke',
      data: {
        nummer: '50314',
        gruß: 'Schöne Grüße',
      },
      class: 'service',
      priority: 50,
      touchpoint: 'dank',
    })
    expect(service.published(runStarted).find(({ data }) => data.runId === run.id)?.data.trigger).toEqual({
      type: 'event',
      event: 'Bestellung geliefert',
      messageId: given.messageId,
    })
    expect(service.published(stepEntered).filter(({ data }) => data.runId === run.id)).toHaveLength(1)
    expect(run.trace.map((line: { what: string }) => line.what)).toEqual(['started', 'entered', 'message_planned'])
  })

  it('goes on when the message is sent, and handles the receipt once', async () => {
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Bestellung geliefert' })
    const [order] = await service.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    const orderId = order?.data.orderId ?? ''
    const id = randomUUID()
    await service.publish(messageSent, service.workspace.id, receiptOf(orderId, profileId), { id })
    await service.publish(messageSent, service.workspace.id, receiptOf(orderId, profileId), { id })
    const run = await runWhere(service, 'dank', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('completed')
    expect(run.trace.map((line: { what: string }) => line.what)).toEqual([
      'started',
      'entered',
      'message_planned',
      'message_sent',
      'ended',
    ])
    await service.waitFor(runEnded, 1, ({ data }) => data.runId === run.id && data.outcome === 'completed')
  })

  it('goes to onDrop when the message is dropped', async () => {
    const steps = {
      danke: send({ next: 'gut', onDrop: 'schade' }),
      gut: { type: 'exit', outcome: 'gut' },
      schade: { type: 'exit', outcome: 'schade' },
    }
    await putJourney(service, 'drop', journeyOf(steps, startedBy('Drop')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Drop' })
    const [order] = await service.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    await service.publish(
      messageDropped,
      service.workspace.id,
      receiptOf(order?.data.orderId ?? '', profileId, 'suppressed'),
    )
    const run = await runWhere(service, 'drop', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('schade')
    expect(run.trace).toContainEqual(expect.objectContaining({ what: 'message_dropped', because: 'email: suppressed' }))
  })

  it('does nothing in a workspace that has no such journey', async () => {
    const profileId = randomUUID()
    await publishInteraction(service, profileId, { name: 'Bestellung geliefert', workspace: service.other.id })
    await untilHandled(service)
    expect(service.published(runStarted, service.other.id)).toEqual([])
  })
})

describe('asking', () => {
  it('goes on to onDrop when feedback asks nobody, or messaging drops the invitation', async () => {
    const steps = {
      frage: {
        type: 'ask',
        survey: 'nie-da',
        topic: 'orders',
        channels: ['email'],
        timeout: 'P14D',
        onAnswered: null,
        onDrop: 'weg',
        next: null,
      },
      weg: { type: 'exit', outcome: 'weg' },
    }
    await putJourney(service, 'ohne', journeyOf(steps, { ...startedBy('Ohne'), class: 'research' }))
    const [unasked, dropped] = [await publishPerson(service), await publishPerson(service)]
    for (const profileId of [unasked, dropped]) await publishInteraction(service, profileId, { name: 'Ohne' })
    const orderOf = async (profileId: string) => {
      const [order] = await service.waitFor(feedbackPlanned, 1, ({ data }) => data.profileId === profileId)
      return { orderId: order?.data.orderId ?? '', runId: order?.data.runId ?? '', profileId }
    }
    const occurredAt = new Date().toISOString()
    const refusal = { ...(await orderOf(unasked)), invitationId: randomUUID(), survey: 'nie-da', occurredAt }
    await service.publish(feedbackDropped, service.workspace.id, { ...refusal, reason: 'survey_missing' })
    await service.publish(messageDropped, service.workspace.id, {
      ...(await orderOf(dropped)),
      messageId: randomUUID(),
      channel: 'email',
      class: 'research',
      topic: 'orders',
      template: 'survey-invitation',
      reason: 'permission_missing',
      occurredAt,
    })
    for (const profileId of [unasked, dropped])
      await runWhere(service, 'ohne', profileId, ({ outcome }) => outcome === 'weg')
    const { body } = await service.call(`GET /v1/runs/${refusal.runId}`)
    expect(JSON.stringify(body.trace)).toContain('feedback: survey_missing')
  })

  it('orders the survey with its properties and goes on with the answer', async () => {
    const steps = {
      frage: {
        type: 'ask',
        survey: 'lieferung',
        topic: 'orders',
        channels: ['email'],
        timeout: 'P14D',
        properties: { late: { path: 'event.properties.late' } },
        onAnswered: 'wie',
        next: null,
      },
      wie: {
        type: 'branch',
        cases: [{ id: 'gut', when: { path: 'answer.zufrieden', op: 'gte', value: 4 }, next: 'froh' }],
        next: 'traurig',
      },
      froh: { type: 'exit', outcome: 'froh' },
      traurig: { type: 'exit', outcome: 'traurig' },
    }
    await putJourney(service, 'frage', journeyOf(steps, { ...startedBy('Geliefert'), class: 'research' }))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Geliefert', properties: { late: false } })
    const [order] = await service.waitFor(feedbackPlanned, 1, ({ data }) => data.profileId === profileId)
    expect(order?.data).toMatchObject({ survey: 'lieferung', properties: { late: false }, channels: ['email'] })
    const runId = order?.data.runId ?? ''
    const answer = (complete: boolean, value: number) => ({
      answerId: randomUUID(),
      runId,
      profileId,
      survey: 'lieferung',
      version: 1,
      complete,
      scores: [
        {
          question: 'zufrieden',
          kind: 'csat' as const,
          value,
          scale: {
            min: 1,
            max: 5,
          },
        },
      ],
      texts: [
        {
          question: 'warum',
          text: 'Größe passt',
        },
      ],
      properties: {},
      occurredAt: new Date().toISOString(),
    })
    await service.publish(feedbackGiven, service.workspace.id, answer(false, 1))
    const given = answer(true, 5)
    const id = randomUUID()
    await service.publish(feedbackGiven, service.workspace.id, given, { id })
    await service.publish(feedbackGiven, service.workspace.id, given, { id })
    const run = await runWhere(service, 'frage', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('froh')
    expect(run.trace.filter((line: { what: string }) => line.what === 'answered')).toHaveLength(1)
  })
})

describe('an answer that is a choice', () => {
  it('is a list for conditions, and what was written instead is beside it', async () => {
    const when = {
      all: [
        { path: 'answer.grund', op: 'contains', value: 'treppe' },
        { path: 'answer.choices.grund.other', op: 'contains', value: 'Straße' },
        { not: { path: 'answer.grund', op: 'contains', value: 'preis' } },
      ],
    }
    const steps = {
      frage: {
        type: 'ask',
        survey: 'umzug',
        topic: 'orders',
        channels: ['email'],
        timeout: 'P14D',
        onAnswered: 'wie',
        next: null,
      },
      wie: { type: 'branch', cases: [{ id: 'da', when, next: 'gefunden' }], next: 'verfehlt' },
      gefunden: { type: 'exit', outcome: 'gefunden' },
      verfehlt: { type: 'exit', outcome: 'verfehlt' },
    }
    await putJourney(service, 'umzug', journeyOf(steps, { ...startedBy('Umgezogen'), class: 'research' }))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Umgezogen' })
    const [order] = await service.waitFor(feedbackPlanned, 1, ({ data }) => data.profileId === profileId)
    await service.publish(feedbackGiven, service.workspace.id, {
      answerId: randomUUID(),
      runId: order?.data.runId ?? '',
      profileId,
      survey: 'umzug',
      version: 1,
      complete: true,
      scores: [],
      texts: [],
      choices: [{ question: 'grund', values: ['zeit', 'treppe'], other: 'Die Straße war gesperrt.' }],
      properties: {},
      occurredAt: new Date().toISOString(),
    })
    const run = await runWhere(service, 'umzug', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('gefunden')
  })
})

describe('an event that cannot be read', () => {
  it('becomes a dead letter and delays no other', async () => {
    const profileId = await publishPerson(service)
    await service.publishRaw({
      topic: interactionRecorded.topic,
      key: `${service.workspace.id}:${profileId}`,
      headers: {},
      value: '{',
    })
    await publishInteraction(service, profileId, { name: 'Bestellung geliefert' })
    expect((await runWhere(service, 'dank', profileId)).status).toBe('running')
  })
})
