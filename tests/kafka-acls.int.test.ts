import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { services } from '@polyphon/local-stack'
import { eventually } from '@polyphon/testkit'
import { installationOf } from '@polyphon/toolchain'
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, logLevel, ResourcePatternTypes } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type KafkaWithUsers, passwordOf, startKafkaWithUsers } from './kafka-with-users.js'
import { makeTopic } from './plain-log.js'

const script = join(import.meta.dirname, '../infra/kafka-acls/acls.sh')
const rules = readFileSync(join(import.meta.dirname, '../infra/kafka-acls/rules.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'))
const topicsOf = (service: string, operation: string): readonly string[] =>
  rules.flatMap(([user, may, kind, form, name = '']) =>
    user === service && may === operation && kind === 'topic' && form === 'literal' ? [name] : [],
  )
const topics = [...new Set(services.flatMap(({ name }) => [...topicsOf(name, 'Write'), ...topicsOf(name, 'Read')]))]

const missing = installationOf('Kafka')
if (missing !== undefined) process.stderr.write(`SKIPPED a Kafka that asks for rules: ${missing}\n`)

let kafka: KafkaWithUsers

const clientOf = (user: string): Kafka =>
  new Kafka({
    brokers: kafka.brokers.split(','),
    ssl: { ca: [kafka.ca] },
    sasl: { mechanism: 'plain', username: user, password: passwordOf(user) },
    logLevel: logLevel.NOTHING,
    retry: { retries: 2 },
  })

async function write(user: string, topic: string): Promise<string> {
  const producer = clientOf(user).producer({ allowAutoTopicCreation: false })
  await producer.connect()
  try {
    await producer.send({ topic, messages: [{ key: 'a', value: 'b' }] })
    return 'written'
  } catch (error) {
    return String(error)
  } finally {
    await producer.disconnect()
  }
}

async function read(user: string, topic: string, groupId: string): Promise<string> {
  const consumer = clientOf(user).consumer({ groupId, retry: { retries: 0, restartOnFailure: async () => false } })
  try {
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    return await new Promise<string>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => resolve(String(payload.error)))
      consumer.run({ eachMessage: async () => resolve('read') }).catch(reject)
    })
  } catch (error) {
    return String(error)
  } finally {
    await consumer.disconnect()
  }
}

const OPERATIONS: Readonly<Record<string, AclOperationTypes>> = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
}

/** Gives the broker what the printed commands say, word by word: the jars that are here have no `kafka-acls.sh`. */
async function carryOut(...words: readonly string[]): Promise<void> {
  const { stdout, stderr, status } = spawnSync(script, words, { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  const acl = stdout
    .trim()
    .split('\n')
    .flatMap((command) => {
      const wordsOf = (flag: string): readonly string[] =>
        [...command.matchAll(new RegExp(` --${flag} (\\S+)`, 'g'))].map(([, word = '']) => word)
      const [principal = ''] = wordsOf('allow-principal')
      const [operation = ''] = wordsOf('operation')
      const [form] = wordsOf('resource-pattern-type')
      const rule = {
        principal,
        host: '*',
        operation: OPERATIONS[operation] ?? AclOperationTypes.UNKNOWN,
        permissionType: AclPermissionTypes.ALLOW,
        resourcePatternType: form === 'prefixed' ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
      }
      return [
        ...wordsOf('topic').map((name) => ({ ...rule, resourceType: AclResourceTypes.TOPIC, resourceName: name })),
        ...wordsOf('group').map((name) => ({ ...rule, resourceType: AclResourceTypes.GROUP, resourceName: name })),
      ]
    })
  const admin = clientOf('admin').admin()
  await admin.connect()
  await admin.createAcls({ acl })
  await admin.disconnect()
}

// What kafkajs makes of a group that this user may not have; one that it may have is found just before.
const NO_GROUP = /authoriz|KafkaJSGroupCoordinatorNotFound/i

/** A broker that has just started knows its leaders and coordinators a moment later. */
const ends = (attempt: () => Promise<string>, how: RegExp): Promise<void> =>
  eventually(async () => expect(await attempt()).toMatch(how))

describe('the script of the rules', () => {
  const run = (...words: readonly string[]) => spawnSync(script, words, { encoding: 'utf8' })
  it('prints one command for each operation, with all names', () => {
    const { stdout } = run('service', 'all')
    expect(stdout.trim().split('\n')).toHaveLength(5 * services.length)
    expect(stdout).toContain(
      '--allow-principal User:profile --operation Write --resource-pattern-type literal --topic ',
    )
  })
  it('refuses what it does not know, and names that would be more than names', () => {
    for (const words of [[], ['service'], ['service', 'nobody'], ['integrator', 'shop'], ['integrator', 'a;b', 'x']])
      expect(run(...words).status, words.join(' ')).toBe(2)
    const { status, stdout, stderr } = run('integrator', 'shop', 'polyphon.feedback', 'polyphon.feedbak')
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'There is no topic polyphon.feedbak.\n',
    })
  })
  it('lets no service write what is of another', () => {
    for (const { name } of services)
      for (const topic of topicsOf(name, 'Write')) expect(topic).toMatch(new RegExp(`^polyphon\\.${name}(?:\\.|$)`))
  })
})

describe.skipIf(missing !== undefined)('a Kafka that asks for rules', () => {
  beforeAll(async () => {
    kafka = await startKafkaWithUsers(['shop', ...services.map(({ name }) => name)])
    const admin = clientOf('admin').admin()
    await admin.connect()
    for (const topic of topics) await makeTopic(admin, { topic, numPartitions: 1 })
    await admin.disconnect()
    await carryOut('service', 'all')
    await carryOut('integrator', 'shop', 'polyphon.feedback')
  })
  afterAll(() => kafka?.stop())

  it.each(services.map(({ name }) => name))(
    'lets %s write its topics, and none of another',
    async (service) => {
      expect.hasAssertions()
      const foreign = topics.filter((topic) => !topicsOf(service, 'Write').includes(topic))
      for (const topic of topicsOf(service, 'Write')) await ends(() => write(service, topic), /^written$/)
      for (const topic of foreign) await ends(() => write(service, topic), /authoriz/i)
    },
    120_000,
  )
  it('shows every service all topics, so that none takes one for missing', async () => {
    for (const { name } of services) {
      const admin = clientOf(name).admin()
      await admin.connect()
      expect(await admin.listTopics(), name).toEqual(expect.arrayContaining(topics))
      await admin.disconnect()
    }
  })
  it('lets a service read what it consumes, in groups of its own', async () => {
    expect.hasAssertions()
    await ends(() => read('messaging', 'polyphon.feedback.orders', 'messaging.orders'), /^read$/)
    await ends(() => read('messaging', 'polyphon.feedback.orders', 'journey.stimuli'), NO_GROUP)
  })
  it('lets an integrator read the topics that were named, and do nothing else', async () => {
    expect.hasAssertions()
    await ends(() => read('shop', 'polyphon.feedback', 'shop.answers'), /^read$/)
    await ends(() => read('shop', 'polyphon.profile', 'shop.answers'), /authoriz/i)
    await ends(() => read('shop', 'polyphon.feedback', 'feedback.orders'), NO_GROUP)
    await ends(() => write('shop', 'polyphon.feedback'), /authoriz/i)
  })
})
