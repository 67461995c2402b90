/** What the relay hands to the log: a CloudEvent in binary mode, already encoded. A null value is a tombstone. */
export interface OutgoingRecord {
  readonly topic: string
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  readonly value: string | null
}

/** A record as it stands in the log. */
export interface LogRecord extends OutgoingRecord {
  readonly partition: number
  readonly offset: bigint
  readonly timestamp: Date
}

/** A run of records of one partition, in order. Whoever applies it commits its offset only after its own transaction. */
export interface LogChunk {
  readonly topic: string
  /** Changes when a topic is deleted and made anew, so that old offsets are not taken for new ones. */
  readonly topicId: string
  readonly partition: number
  /** Whatever the partition holds from this offset on up to the last record is in `records`. */
  readonly from: bigint
  readonly records: readonly LogRecord[]
  /** Nothing more was waiting behind these when they were read. */
  readonly isAtEnd: boolean
  /** False once the partition belongs to somebody else: stop, write nothing more. */
  isMine(): boolean
  /** Keeps the partition during long work; throws when it is lost. */
  heartbeat(): Promise<void>
  /** Everything below `nextOffset` is applied. */
  commit(nextOffset: bigint): Promise<void>
}

export interface Subscription {
  /** False when the subscription has ended for good although nobody stopped it; the process must then be restarted. */
  isAlive(): boolean
  /** Asks for the start offsets again and reads on from there; for a database that has gone back. */
  seek(): void
  stop(): Promise<void>
}

/** One partition that a reader is assigned, and what the log holds of it at that moment. */
export interface AssignedPartition {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  /** The lowest offset that can still be read. */
  readonly first: bigint
  /** The offset that the next record will get. */
  readonly end: bigint
  /** Whether the log itself remembers that the group has read here. */
  readonly wasRead: boolean
}

/**
 * What a chunk is answered with that does not begin where its reader's own offset stands: the start offsets are asked
 * for again.
 */
export class WrongOffset extends Error {
  constructor(topic: string, partition: number) {
    super(`What was read of ${topic}, partition ${partition}, does not begin where the database stands.`)
    this.name = 'WrongOffset'
  }
}

/** The end of one partition: the offset that the next record will get. */
export interface PartitionEnd {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly end: bigint
}

/** One partition of a topic, and where in it a moment lies. */
export interface PartitionSince {
  readonly topicId: string
  readonly partition: number
  /** The lowest offset that can still be read. */
  readonly first: bigint
  /** The offset of the first record that is not older than the moment; the end of the partition where there is none. */
  readonly from: bigint
}

export interface TopicSettings {
  readonly name: string
  readonly compacted: boolean
  readonly retentionMs: number
}

/** A topic as it is, beside what it should be. */
export interface TopicLook {
  readonly name: string
  /** Null where the operator has no choice. */
  readonly partitions: number | null
  readonly replicas: number
  /** Null where it may not be seen. */
  readonly kept: { readonly compacted: boolean; readonly retentionMs: number } | null
}

/** What a log says of itself and of its topics; those that are missing are left out. */
export interface LogLook {
  readonly brokers: number
  readonly topics: readonly TopicLook[]
}

export interface SubscribeOptions {
  readonly group: string
  readonly topics: readonly string[]
  /**
   * Called with one chunk a partition at a time, chunks of different partitions side by side. If it throws, the same
   * records are delivered again after a pause, without those below the last `commit`; the order within a partition is
   * kept.
   */
  onChunk(chunk: LogChunk): Promise<void>
  /**
   * Where to read on, one offset for each partition in the order of `assigned`. Asked at every assignment before anything
   * is handed over, after `seek`, and when a chunk was answered with `WrongOffset`. While it throws nothing is read, and it
   * is asked again. Without it the group reads on where the log itself says that it stopped.
   */
  startOffsets?(assigned: readonly AssignedPartition[]): Promise<readonly bigint[]>
  /** Called once if the subscription ends for good although nobody stopped it. */
  onDead?(error: Error): void
}

/** The event log: Kafka in composed mode, a table in PostgreSQL in embedded mode. One contract suite runs against both. */
export interface EventLog {
  /** Makes the topics that are missing; those that exist are left as they are. */
  createTopics(topics: readonly TopicSettings[]): Promise<void>
  /** Resolves when every record is durable, in the given order for each key; rejects as a whole if any is not. */
  send(records: readonly OutgoingRecord[]): Promise<void>
  /** Reads from the first record on, or from where the group stopped. */
  subscribe(options: SubscribeOptions): Promise<Subscription>
  /**
   * The ends of all partitions that hold something to read. Which topic bears a name now is asked afresh, so that whoever
   * waits for these ends waits for the right one; `known` believes what was heard last, and disturbs no reader.
   */
  ends(topics: readonly string[], ids?: 'known'): Promise<readonly PartitionEnd[]>
  /** Where a moment lies in each partition of a topic, by the times at which its records were written. */
  since(topic: string, moment: Date): Promise<readonly PartitionSince[]>
  /** Looks at topics as they are, for whoever asks what is wrong. */
  look(topics: readonly string[]): Promise<LogLook>
  /** Resolves when the log answers; for readiness. */
  check(): Promise<void>
  close(): Promise<void>
}
