import type { Kafka } from 'kafkajs'
import { z } from 'zod'

/** Distinguishes topics that bear the same name one after the other. */
export interface TopicIds {
  of(topic: string): Promise<string>
  /** The next question goes to the broker again. */
  forget(topics: readonly string[]): void
  close(): Promise<void>
}

interface Request {
  readonly request: {
    readonly apiKey: number
    readonly apiVersion: number
    readonly apiName: string
    encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>
  }
  readonly response: { decode(payload: Buffer): Promise<Buffer>; parse(payload: Buffer): Promise<Buffer> }
}

/** The parts of kafkajs' cluster that are used here; the package is pinned to one version. */
interface Cluster {
  connect(): Promise<void>
  disconnect(): Promise<void>
  refreshMetadata(): Promise<void>
  findControllerBroker(): Promise<{
    readonly versions: Readonly<Record<number, { readonly maxVersion: number }>>
    readonly connectionPool: { send(request: Request): Promise<Buffer> }
  }>
}

const METADATA = 3
const WITH_TOPIC_IDS = 10
const NO_ID = '0'.repeat(32)

/**
 * Asks the broker for topic ids (KIP-516), which kafkajs does not know: it speaks Metadata up to version 6. The request is
 * sent through kafkajs' own connection, so TLS and SASL are as configured; a partition assigner is where kafkajs hands out
 * its cluster. A broker without topic ids (before 2.8) is known by its cluster's id and the topic's name instead: there a
 * topic that is deleted and made again is not recognised, and consumers have to be given a new group.
 */
export function openTopicIds(kafka: Kafka, onFallback: (topic: string) => void): TopicIds {
  const cluster = clusterOf(kafka)
  const known = new Map<string, Promise<string>>()
  let connected: Promise<void> | undefined

  const ask = async (topic: string): Promise<string> => {
    connected ??= cluster.connect().then(() => cluster.refreshMetadata())
    try {
      await connected
      const broker = await cluster.findControllerBroker()
      const isOld = (broker.versions[METADATA]?.maxVersion ?? 0) < WITH_TOPIC_IDS
      const id = isOld ? undefined : readTopicId(await broker.connectionPool.send(metadataRequest(topic)))
      if (id !== undefined) return id
    } catch (error) {
      connected = undefined
      throw error
    }
    onFallback(topic)
    return `${await clusterIdOf(kafka)}:${topic}`
  }

  return {
    of: (topic) => {
      const found = known.get(topic)
      if (found !== undefined) return found
      const pending = ask(topic).catch((error: unknown) => {
        known.delete(topic)
        throw error
      })
      known.set(topic, pending)
      return pending
    },
    forget: (topics) => {
      for (const topic of topics) known.delete(topic)
    },
    close: () => cluster.disconnect(),
  }
}

function clusterOf(kafka: Kafka): Cluster {
  let captured: unknown
  kafka.consumer({
    groupId: 'polyphon.topic-ids',
    partitionAssigners: [
      ({ cluster }) => {
        captured = cluster
        return {
          name: 'none',
          version: 0,
          assign: async () => [],
          protocol: () => ({ name: 'none', metadata: Buffer.alloc(0) }),
        }
      },
    ],
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the published type leaves out the connection pool, which the pinned version has
  return captured as Cluster
}

async function clusterIdOf(kafka: Kafka): Promise<string> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    return z
      .string()
      .catch('unnamed')
      .parse((await admin.describeCluster()).clusterId)
  } finally {
    await admin.disconnect()
  }
}

function metadataRequest(topic: string): Request {
  const name = Buffer.from(topic, 'utf8')
  const body = Buffer.concat([
    Buffer.from([0]), // no tagged fields in the header of a flexible request
    Buffer.from([2]), // an array of one topic
    Buffer.alloc(16), // asked for by name, not by id
    compactLength(name.length + 1),
    name,
    Buffer.from([0, 0, 0, 0, 0]), // no tags; create nothing; no authorised operations, of neither kind; no tags
  ])
  return {
    request: {
      apiKey: METADATA,
      apiVersion: WITH_TOPIC_IDS,
      apiName: 'Metadata',
      encode: async () => ({ buf: body, buffer: body }),
    },
    response: { decode: async (payload) => payload, parse: async (payload) => payload },
  }
}

function compactLength(length: number): Buffer {
  return length < 128 ? Buffer.from([length]) : Buffer.from([(length & 0x7f) | 0x80, length >> 7])
}

/** Reads the answer up to the id of its only topic; undefined if the broker has none for it. */
function readTopicId(payload: Buffer): string | undefined {
  let at = 0
  const compact = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = payload.readUInt8(at)
      at += 1
      value |= (byte & 0x7f) << shift
      if (byte < 128) return value
    }
  }
  const skipText = (): void => {
    const length = compact() - 1
    at += Math.max(0, length)
  }
  const skipTags = (): void => {
    for (let tags = compact(); tags > 0; tags -= 1) {
      compact()
      const length = compact()
      at += length
    }
  }
  skipTags()
  at += 4 // how long we were throttled
  for (let brokers = compact() - 1; brokers > 0; brokers -= 1) {
    at += 4
    skipText()
    at += 4
    skipText()
    skipTags()
  }
  skipText()
  at += 4 // the controller
  if (compact() !== 2) throw new Error('The broker answered about another number of topics than one.')
  const errorCode = payload.readInt16BE(at)
  if (errorCode !== 0) throw new Error(`The broker does not say the topic's id (error ${errorCode}).`)
  at += 2
  skipText()
  const id = payload.toString('hex', at, at + 16)
  return id === NO_ID ? undefined : id
}
