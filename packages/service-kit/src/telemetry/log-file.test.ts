import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { openLogFile } from './log-file.js'
import { openLogger } from './logger.js'

const folder = mkdtempSync(join(tmpdir(), 'polyphon-log-'))
afterEach(() => {
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
})

const files = (): readonly string[] => readdirSync(folder).filter((file) => /^profile\.\d+\.log$/.test(file))
const never = {
  failed: (error: Error) => {
    throw error
  },
  mended: () => undefined,
}

describe('the log file of a service', () => {
  it('is followed by the next one when it has grown to its size, and the oldest goes', async () => {
    const file = await openLogFile({ folder, name: 'profile' }, { megabytes: 0.01, files: 3 }, never)
    const logger = openLogger('profile', 'info', file.stream)
    for (let line = 1; line <= 1_000; line += 1) {
      logger.info({ event: 'test.line', line }, 'x'.repeat(50))
      if (line % 20 === 0) await setImmediate()
    }
    file.flush()
    while (files().length > 3) await setImmediate()
    const [newest = ''] = files().toSorted((a, b) => Number(b.split('.')[1]) - Number(a.split('.')[1]))
    expect(readlinkSync(join(folder, 'current.log'))).toContain(newest)
    const lines = files()
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
      .map((text): number => JSON.parse(text).line)
      .toSorted((a, b) => a - b)
    expect(lines.length).toBeGreaterThan(100)
    expect(lines).toEqual(lines.map((_line, index) => 1_000 - lines.length + 1 + index))
    for (const name of files()) {
      expect(statSync(join(folder, name)).size).toBeLessThan(20_000)
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
    }
    expect(statSync(folder).mode & 0o077).toBe(0)
  })

  it('is opened where a copy of the folder has a file for the link, and where there can be no link', async () => {
    const current = join(folder, 'current.log')
    const write = async (text: string): Promise<string> => {
      const file = await openLogFile({ folder, name: 'profile' }, { megabytes: 1, files: 3 }, never)
      file.stream.write(text)
      file.flush()
      return readFileSync(join(folder, 'profile.1.log'), 'utf8')
    }
    writeFileSync(current, 'before')
    await write('a')
    expect(readFileSync(current, 'utf8')).toBe('a')
    rmSync(current)
    mkdirSync(join(current, 'something'), { recursive: true })
    expect(await write('b')).toBe('ab')
  })
})
