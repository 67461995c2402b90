import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@polyphon/testkit'
import type { KillableServer } from '@polyphon/toolchain'
import type { ClusterOptions } from '../cluster.js'
import type { Fault } from '../fault.js'
import { WRITTEN } from '../load/load.js'
import { failuresOf, noFailures } from './nemesis.js'

const POSTGRES_MIB = 480
const KAFKA_MIB = 128
const FULL_MS = 6_000

/** A small disk of its own in memory; where it is, and how it is filled up and freed again. */
interface SmallDisk {
  readonly folder: string
  fill(): void
  free(): void
  remove(): void
}

function mountDisk(mib: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m,mode=0755`, 'tmpfs', folder])
  const filler = join(folder, 'filler')
  return {
    folder,
    fill: () => fillUp(filler),
    free: () => rmSync(filler, { force: true }),
    remove: () => {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Writes until nothing more fits; somebody else may take the last of the room meanwhile. */
function fillUp(file: string): void {
  const descriptor = openSync(file, 'w')
  const block = Buffer.alloc(64 * 1024, 1)
  try {
    for (;;) writeSync(descriptor, block)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error
  } finally {
    closeSync(descriptor)
  }
}

function cannotMount(): string | null {
  return process.getuid?.() === 0 ? null : 'a small disk can be mounted by root only'
}

let disk: SmallDisk | undefined

function onSmallDisk(server: 'postgres' | 'kafka', mib: number): ClusterOptions {
  const mounted = mountDisk(mib)
  disk = mounted
  return { folders: { [server]: join(mounted.folder, server) }, cleanUp: async () => mounted.remove() }
}

/** Fills the disk for a while; a server that has given up by then is started again, as its operator would. */
async function fillFor(ms: number, server: KillableServer, answers: () => Promise<unknown>): Promise<boolean> {
  if (disk === undefined) throw new Error('There is no small disk.')
  disk.fill()
  await delay(ms)
  disk.free()
  try {
    await eventually(answers, { timeoutMs: 4_000, everyMs: 100 })
    return false
  } catch {
    await server.kill()
    await server.start()
    return true
  }
}

/** 11: the disk of PostgreSQL is full: nothing is acknowledged that is not kept, and it goes on once there is room. */
export const fullPostgresDisk: Fault = {
  name: '11',
  title: `the disk of PostgreSQL is full for ${FULL_MS / 1000} s`,
  missing: cannotMount,
  cluster: () => onSmallDisk('postgres', POSTGRES_MIB),
  expect: { readsMayFail: true, recoverySeconds: 30 },
  sometimes: ['refused'],
  inject: async (run) => {
    const { postgres } = run.cluster.servers
    const hadToStart = await fillFor(FULL_MS, postgres, () => run.cluster.database('profile').query('select 1'))
    if (hadToStart) run.saw('PostgreSQL had given up')
    run.saw('refused', failuresOf(run, 'profile write'))
    await delay(3_000)
  },
}

/** 11b: the disk of Kafka is full: what is sent to us is kept until there is room. */
export const fullKafkaDisk: Fault = {
  name: '11b',
  title: `the disk of Kafka is full for ${FULL_MS / 1000} s`,
  missing: cannotMount,
  cluster: () => onSmallDisk('kafka', KAFKA_MIB),
  expect: { recoverySeconds: 45 },
  inject: async (run) => {
    const [broker] = run.cluster.servers.kafka.nodes
    if (broker === undefined) throw new Error('There is no broker.')
    const relayed = async (): Promise<void> => {
      const { rows } = await run.cluster
        .database('profile')
        .query<{ age: number }>(
          'select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age from outbox',
        )
      if ((rows[0]?.age ?? 0) > 2) throw new Error('The outbox is not emptied.')
    }
    if (await fillFor(FULL_MS, broker, relayed)) run.saw('Kafka had given up')
    noFailures(run, WRITTEN, 'write', 'while the disk of Kafka was full')
    await delay(3_000)
  },
}
