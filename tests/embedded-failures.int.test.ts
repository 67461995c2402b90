import { execFileSync } from 'node:child_process'
import {
  closeSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type LocalHome, type LocalProcess, makeHome } from './local-process.js'

let home: LocalHome
let stack: LocalProcess

const start = async (): Promise<void> => {
  stack = home.run('main.ts')
  await stack.untilPrinted('Ctrl-C stops everything')
}
const folderOf = (): string => home.env['POLYPHON_HOME'] ?? ''
const postmaster = (): number =>
  Number(readFileSync(join(folderOf(), 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])

async function identify(userId: string): Promise<number> {
  const { services, publishableKey } = home.facts()
  const answer = await fetch(`${services.profile}/v1/identify`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${publishableKey}:`).toString('base64')}` },
    body: JSON.stringify({ userId, traits: { city: 'Köln' } }),
    signal: AbortSignal.timeout(20_000),
  })
  await answer.arrayBuffer()
  return answer.status
}

async function isKnown(userId: string): Promise<boolean> {
  const { services, secretKey } = home.facts()
  const answer = await fetch(`${services.profile}/v1/profiles?identifier=user_id:${userId}`, {
    headers: { authorization: `Bearer ${secretKey}` },
  })
  const { items } = (await answer.json()) as { items: unknown[] }
  return items.length === 1
}

/** Waits until an event is taken: what is away comes back within the time, or this fails. */
const untilTaken = (userId: string): Promise<void> => eventually(async () => expect(await identify(userId)).toBe(200))

/** The processes whose command line names the folder of this stack. */
const processes = (): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return command.includes(folderOf()) ? [`${pid} ${command}`] : []
      } catch {
        return []
      }
    })

const endsOrderly = async (): Promise<void> => {
  stack.child.kill('SIGINT')
  expect(await stack.ended, stack.output()).toBe(0)
  expect(processes()).toEqual([])
}

describe('an embedded stack whose PostgreSQL is killed', () => {
  beforeAll(async () => {
    home = await makeHome()
    await start()
  })
  afterAll(async () => {
    stack.child.kill('SIGKILL')
    await stack.ended
    home.remove()
  })

  it('says so, starts it again and goes on with what it had', async () => {
    expect(await identify('before')).toBe(200)
    process.kill(postmaster(), 'SIGKILL')
    await stack.untilPrinted('PostgreSQL is back')
    await untilTaken('after')
    expect(stack.output().match(/PostgreSQL has ended by itself; starting it again/g)).toHaveLength(1)
    await eventually(async () => expect([await isKnown('before'), await isKnown('after')]).toEqual([true, true]))
    for (const url of Object.values(home.facts().services))
      await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200))
  })

  it('keeps trying while it cannot start, and ends with 0 after Ctrl-C all the same', async () => {
    const [global, moved] = ['global', 'global.away'].map((name) => join(folderOf(), 'postgres/data', name))
    renameSync(global ?? '', moved ?? '')
    process.kill(postmaster(), 'SIGKILL')
    await stack.untilPrinted('PostgreSQL does not start:')
    await endsOrderly()
    renameSync(moved ?? '', global ?? '')
    await start()
    expect(await isKnown('after')).toBe(true)
  }, 240_000)

  it('keeps everything it writes from other users of the machine', () => {
    const open = readdirSync(folderOf(), { recursive: true, encoding: 'utf8' }).filter((name) => {
      const { mode } = lstatSync(join(folderOf(), name), { throwIfNoEntry: false }) ?? { mode: 0 }
      const isLink = (mode & 0o170000) === 0o120000
      return !isLink && (mode & 0o077) !== 0
    })
    expect(open).toEqual([])
  })

  it('refuses a second start in the same folder, and goes on', async () => {
    const second = home.run('main.ts', [], { POLYPHON_PORT_BASE: '33000' })
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain('is in use by process')
    expect(await identify('still')).toBe(200)
  })

  it('ends with 0 after Ctrl-C and leaves no process behind', async () => {
    await endsOrderly()
    expect(processes()).toEqual([])
  })
})

const whyNoDisk = process.getuid?.() === 0 && process.platform === 'linux' ? mayMount() : 'only root can mount a disk'
if (whyNoDisk !== null) {
  const frame = '!'.repeat(80)
  process.stderr.write(`\n${frame}\nThe tests of a full disk are SKIPPED: ${whyNoDisk}\n${frame}\n\n`)
}

describe.skipIf(whyNoDisk !== null)('an embedded stack on a disk that gets full', () => {
  let disk = ''
  beforeAll(async () => {
    disk = mountDisk(320)
    home = await makeHome(disk)
    await start()
  })
  afterEach(() => removeFiller(disk))
  afterAll(async () => {
    stack.child.kill('SIGKILL')
    await stack.ended
    home.remove()
    execFileSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
  })

  it('says so, ends nothing, and goes on when there is room', async () => {
    await untilTaken('with-room')
    fill(disk)
    // Calls go on until the disk is felt: by PostgreSQL's journal, and by our own log.
    let refused = 0
    for (let i = 0; i < 4_000 && refused < 20; i += 1) {
      const status = await identify(`full-${i}`).catch(() => 599)
      if (status !== 200) refused += 1
      if (i % 50 === 0) fill(disk)
    }
    expect(refused).toBeGreaterThan(0)
    await stack.untilPrinted('there is no room left on the disk')
    removeFiller(disk)
    await untilTaken('room-again')
    await stack.untilPrinted('there is room on the disk again')
    await eventually(async () => expect(await isKnown('room-again')).toBe(true))
    expect(await isKnown('with-room')).toBe(true)
    expect(stack.child.exitCode).toBeNull()
  }, 240_000)

  it('ends with 0 after Ctrl-C while it is full, and has lost nothing', async () => {
    await untilTaken('last')
    fill(disk)
    for (let i = 0; i < 50; i += 1) await identify(`again-${i}`).catch(() => 599)
    await endsOrderly()
    removeFiller(disk)
    await start()
    expect(await isKnown('last')).toBe(true)
    await endsOrderly()
  }, 240_000)
})

function mayMount(): string | null {
  try {
    const disk = mountDisk(1)
    execFileSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
    return null
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
}

function mountDisk(mib: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m,mode=0755`, 'tmpfs', folder], { stdio: 'pipe' })
  return folder
}

/** Takes all the room that is left: the last byte too. */
function fill(disk: string): void {
  const file = openSync(join(disk, 'filler'), 'a')
  for (let size = 1_048_576; size >= 1; size = Math.floor(size / 2)) while (isWritten(file, size)) continue
  closeSync(file)
}

function isWritten(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size
  } catch {
    // ENOSPC: that is what this is for.
    return false
  }
}

const removeFiller = (disk: string): void => rmSync(join(disk, 'filler'), { force: true })
