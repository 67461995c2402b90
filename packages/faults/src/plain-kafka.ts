import { type Admin, type IHeaders, Kafka, logLevel, type Producer } from 'kafkajs'

/** A Kafka client that stands beside the services and shares nothing with them; `brokers` as in KAFKA_BROKERS. */
export function plainKafka({ brokers }: { readonly brokers: string }): Kafka {
  return new Kafka({ clientId: 'faults', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
}

/** Lends an admin of its own for as long as the work lasts. */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

/** Lends a producer that never sends anything again by itself. */
export async function withProducer<T>(kafka: Kafka, work: (producer: Producer) => Promise<T>): Promise<T> {
  const producer = kafka.producer({ retry: { retries: 0 } })
  await producer.connect()
  try {
    return await work(producer)
  } finally {
    await producer.disconnect()
  }
}

/** The headers that profile would give an event of this type. */
export function profileHeaders(type: string, workspace: string): IHeaders {
  return {
    ce_specversion: '1.0',
    ce_id: crypto.randomUUID(),
    ce_source: '/polyphon/profile',
    ce_type: type,
    ce_time: new Date().toISOString(),
    ce_workspace: workspace,
    'content-type': 'application/json',
  }
}
