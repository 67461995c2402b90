import { feedbackRequested, runEnded, runStarted } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import { readItemsOfTypes } from '../../timeline/store/items-of-types.js'
import { CAME_TYPES, type CameMessage, messagesOf, type Run, runsOf } from '../domain/what-came.js'

const MOST_MESSAGES = 50
const MOST_RUNS = 20
/** Of a message there are several facts. */
const FACTS_OF_ONE = 8

export interface CameWithCause extends CameMessage {
  /** The way through a journey that ordered it, where its beginning is kept. */
  readonly run: Run | null
  /** The survey that it asks to answer. */
  readonly survey: string | null
}

export interface WhatCame {
  readonly messages: readonly CameWithCause[]
  readonly runs: readonly Run[]
}

/** The latest messages that somebody got, each with what led to it, and their latest ways through journeys. */
export async function whatCame(tx: Tx, profileId: string): Promise<WhatCame> {
  const facts = await readItemsOfTypes(tx, { profileId, types: CAME_TYPES, most: MOST_MESSAGES * FACTS_OF_ONE })
  const messages = messagesOf(facts, MOST_MESSAGES)
  const invited = await invitationsOf(tx, profileId, messages)
  const ordering = await orderingOf(tx, profileId, messages)
  return {
    runs: await latestRuns(tx, profileId),
    messages: messages.map((message) => ({
      ...message,
      run: ordering.get(message.runId ?? '') ?? null,
      survey: invited.get(message.invitationId ?? '') ?? null,
    })),
  }
}

async function latestRuns(tx: Tx, profileId: string): Promise<readonly Run[]> {
  const begun = await readItemsOfTypes(tx, { profileId, types: [runStarted.type], most: MOST_RUNS })
  const saying = { name: 'runId', values: idsIn(runsOf(begun).map(({ runId }) => runId)) }
  const ended = await readItemsOfTypes(tx, { profileId, types: [runEnded.type], saying, most: MOST_RUNS })
  return runsOf([...begun, ...ended])
}

const idsIn = (ids: readonly (string | null)[]): readonly string[] => [...new Set(ids.flatMap((id) => id ?? []))]

async function orderingOf(
  tx: Tx,
  profileId: string,
  messages: readonly CameMessage[],
): Promise<ReadonlyMap<string, Run>> {
  const values = idsIn(messages.map(({ runId }) => runId))
  const saying = { name: 'runId', values }
  const items = await readItemsOfTypes(tx, { profileId, types: [runStarted.type], saying, most: MOST_MESSAGES })
  return new Map(runsOf(items).map((run) => [run.runId, run]))
}

/** The keys of surveys by the invitations to them. */
async function invitationsOf(
  tx: Tx,
  profileId: string,
  messages: readonly CameMessage[],
): Promise<ReadonlyMap<string, string>> {
  const values = idsIn(messages.map(({ invitationId }) => invitationId))
  const saying = { name: 'invitationId', values }
  const items = await readItemsOfTypes(tx, { profileId, types: [feedbackRequested.type], saying, most: MOST_MESSAGES })
  return new Map(items.map(({ data }) => [String(data['invitationId']), String(data['survey'])]))
}
