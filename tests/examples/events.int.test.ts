import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeEvent, feedbackGiven, surveyPublished } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { type Admin, Kafka, logLevel, type Message, type Producer } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTopic } from '../plain-log.js'
import { isPythonHere } from '../python.js'

// The programs of examples/events, as they stand there, on a topic of their own.

const brokers = process.env['POLYPHON_TEST_KAFKA_BROKERS'] ?? ''
const programs = join(import.meta.dirname, '../../examples/events')
const folder = mkdtempSync(join(tmpdir(), 'polyphon-examples-'))
const GO = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', GOWORK: 'off' }

interface Program {
  readonly name: string
  readonly command: string
  readonly words: readonly string[]
}

const goBinary = 'go'
const [GO_MAJOR, GO_MINOR] = [1, 24]

function runGo(...words: string[]): { readonly ok: boolean; readonly text: string } {
  // Where Go's own archive is unpacked, should it not be in the path.
  const env = { ...process.env, ...GO, PATH: `${process.env['PATH'] ?? ''}:/usr/local/go/bin` }
  const { status, stdout, stderr } = spawnSync(goBinary, words, { cwd: join(programs, 'go'), encoding: 'utf8', env })
  return { ok: status === 0, text: `${stdout ?? ''}${stderr ?? ''}`.trim() }
}

const isGoHere = (): boolean => {
  const [, major = 0, minor = 0] = /go(\d+)\.(\d+)/.exec(runGo('version').text)?.map(Number) ?? []
  return major > GO_MAJOR || (major === GO_MAJOR && minor >= GO_MINOR)
}

/** The program in Go, built; what is missing here is said aloud. */
function buildGo(): readonly Program[] {
  const output = join(folder, 'read_events')
  const built = isGoHere()
    ? runGo('build', '-o', output, '.')
    : { ok: false, text: `Go ${GO_MAJOR}.${GO_MINOR} is not here` }
  if (built.ok) return [{ name: 'Go', command: output, words: [] }]
  process.stderr.write(`SKIPPED: the consumer in Go (examples/events/go): ${built.text.split('\n').at(-1)}\n`)
  return []
}

const python: Program = { name: 'Python', command: '/usr/bin/python3', words: ['-B', join(programs, 'read_events.py')] }
const found = brokers === '' ? [] : [...(isPythonHere() ? [python] : []), ...buildGo()]

const workspace = randomUUID()
const given = (changes: Readonly<Record<string, string | undefined>> = {}): Message & { id: string } => {
  const id = randomUUID()
  const encoded = encodeEvent({
    id,
    source: '/polyphon/feedback',
    type: feedbackGiven.type,
    time: new Date().toISOString(),
    workspace,
    key: `${workspace}:${feedbackGiven.key(feedbackGiven.example)}`,
    data: feedbackGiven.example,
  })
  const headers = Object.fromEntries(
    Object.entries({ ...encoded.headers, ...changes }).filter(([, text]) => text !== undefined),
  )
  return { ...encoded, id, headers }
}

// A file without any test would be an error.
if (found.length === 0) it.skip('SKIPPED: needs Kafka, and Python with its client or Go', () => undefined)

describe.each(found)('the consumer in $name', ({ name, command, words }) => {
  const topic = `test.${randomUUID()}`
  const group = `example-${randomUUID()}`
  const options = ['-brokers', brokers, '-group', group, '-topic', topic, '-type', feedbackGiven.type, '-from-start']
  const store = join(folder, `store-${name}`)
  let admin: Admin
  let producer: Producer
  const running: ChildProcess[] = []
  beforeAll(async () => {
    const kafka = new Kafka({ clientId: 'test', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
    admin = kafka.admin()
    producer = kafka.producer()
    await Promise.all([admin.connect(), producer.connect()])
    await makeTopic(admin, { topic, numPartitions: 2 })
  })
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL')
    await admin.deleteTopics({ topics: [topic] })
    await Promise.all([admin.disconnect(), producer.disconnect()])
  })

  const send = (...messages: Message[]) => producer.send({ topic, messages })
  const lag = async (groupId = group): Promise<number> => {
    const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] })
    const ends = await admin.fetchTopicOffsets(topic)
    return ends.reduce((sum, { partition, offset }) => {
      const at = offsets?.partitions.find((each) => each.partition === partition)?.offset ?? '-1'
      return sum + Number(offset) - Math.max(0, Number(at))
    }, 0)
  }

  /** Starts it; the lines that it has printed, and the numbers of its last line once it has ended. */
  function start(...more: readonly string[]) {
    // Both take one dash; Python's argparse wants two.
    const flags = [...options, '-store', store, ...more]
    const child = spawn(command, [
      ...words,
      ...(name === 'Python' ? flags.map((flag) => flag.replace(/^-(?=[a-z])/, '--')) : flags),
    ])
    running.push(child)
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    // What comes behind the last line break is a line that is not whole yet.
    const lines = (): readonly { readonly id: string }[] =>
      out
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line))
    const ended = new Promise<Record<string, number>>((resolve, reject) =>
      child.on('close', (code) =>
        code === 0 ? resolve(JSON.parse(err.trim().split('\n').at(-1) ?? '')) : reject(new Error(`${code}: ${err}`)),
      ),
    )
    return { child, lines, ended, warnings: () => err }
  }

  /** Ends it in order once its group has committed everything. */
  async function stopAtEnd({ child, ended }: ReturnType<typeof start>, groupId = group) {
    await eventually(async () => expect(await lag(groupId)).toBe(0))
    child.kill('SIGTERM')
    return ended
  }

  it('handles each event once, and is stopped by nothing that it does not know', async () => {
    const [first, second, third] = [given(), given(), given()]
    const broken = { ...given(), value: '{"answerId":' }
    await send(
      first,
      second,
      first,
      given({ ce_type: surveyPublished.type }),
      given({ ce_type: 'feedback.feedback_given.v2' }),
    )
    await send(broken, given({ ce_id: undefined }), { key: 'none', value: null }, third, second)
    const program = start()
    const { lines, warnings } = program
    expect(await stopAtEnd(program)).toEqual({
      handled: 3,
      seen_before: 2,
      ignored: 2,
      other_version: 1,
      unreadable: 2,
    })
    expect(
      lines()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([first.id, second.id, third.id].toSorted())
    expect(lines()[0]).toMatchObject({ type: feedbackGiven.type, data: { answerId: feedbackGiven.example.answerId } })
    expect(warnings()).toContain('other_version: feedback.feedback_given.v2')
  })

  it('goes on where it has stopped, ends in order, and handles nothing again after a reset of its offsets', async () => {
    const event = given()
    await send(event)
    const program = start()
    await eventually(() => expect(program.lines().map(({ id }) => id)).toEqual([event.id]))
    expect(await stopAtEnd(program)).toEqual({ handled: 1 })

    await admin.resetOffsets({ groupId: group, topic, earliest: true })
    // Ends by itself: many times as long as a member needs to be given its partitions.
    const again = start('-idle', '15')
    expect(await again.ended).toMatchObject({ seen_before: 6 })
    expect(again.lines()).toEqual([])
    expect(await lag()).toBe(0)
  })

  it('has stored what it printed, should it be killed before it commits', async () => {
    const events = Array.from({ length: 50 }, () => given())
    await send(...events)
    const killed = start()
    await eventually(() => expect(killed.lines().length).toBeGreaterThan(0))
    killed.child.kill('SIGKILL')
    await expect(killed.ended).rejects.toThrow()
    // As another group: the dead member's partitions are its own until its session is over.
    const after = start('-group', `${group}-after`)
    const { handled = 0, seen_before: before = 0 } = await stopAtEnd(after, `${group}-after`)
    expect(handled + before).toBe(56)
    const ids = [...killed.lines(), ...after.lines()].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(before).toBeGreaterThanOrEqual(6 + killed.lines().length)
  })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))
