import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../faults/all.js'
import { plantedBug, plantedBugs } from './bugs.js'
import { ownFaults } from './own-faults.js'
import { beginningOf, renderPage } from './table.js'
import { markOf, transform, transformationsOf } from './transform.js'

const root = join(import.meta.dirname, '../../../..')
const register = join(root, 'packages/faults/dist/planted/register.js')
const { resolve: resolvePackage } = createRequire(import.meta.url)

/** Where a file stands that is named by the end of its path. */
function pathOf(file: string): string {
  return file.startsWith('kafkajs/') ? resolvePackage(file) : join(root, file)
}

function sourceOf(file: string): string {
  const path = pathOf(file)
  if (!existsSync(path)) throw new Error(`${path} is not compiled; run node_modules/.bin/tsc -b first.`)
  return readFileSync(path, 'utf8')
}

/** Loads these files in a process of their own into which the bug is planted. */
function loadWith(bug: string, files: readonly string[]): { readonly status: number | null; readonly output: string } {
  const program = files.map((file) => `await import(${JSON.stringify(pathToFileURL(file).href)})`).join('\n')
  const words = ['--import', pathToFileURL(register).href, '--input-type=module', '--eval', program]
  const ended = spawnSync(process.execPath, words, {
    env: { ...process.env, POLYPHON_PLANTED: bug },
    encoding: 'utf8',
  })
  return { status: ended.status, output: ended.stderr }
}

function writeDeep(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

describe('a transformation', () => {
  const change = { file: 'a.js', from: 'one', to: 'two' }

  it('replaces its text', () => {
    expect(transform('x one y', [change])).toBe('x two y')
  })

  it('takes a replacement as it is written, dollar signs included', () => {
    expect(transform('x one y', [{ ...change, to: "$& $' $1" }])).toBe("x $& $' $1 y")
  })

  it('fails when its text is missing', () => {
    expect(() => transform('nothing', [change])).toThrow('0 times')
  })

  it('fails when its text is there twice', () => {
    expect(() => transform('one one', [change])).toThrow('2 times')
  })

  it('is for the one file whose path ends so', () => {
    const bug = { name: 'b', takenOut: '', fault: '1', invariants: [], transformations: [change] }
    expect(transformationsOf(bug, 'file:///somewhere/a.js')).toEqual([change])
    expect(transformationsOf(bug, '/somewhere/extra.js')).toEqual([])
  })
})

describe.each(plantedBugs)('the planted bug $name', (bug) => {
  const files = [...new Set(bug.transformations.map(({ file }) => file))]

  it.each(files)('changes today’s %s', (file) => {
    const source = sourceOf(file)
    expect(transform(source, transformationsOf(bug, `/${file}`))).not.toBe(source)
  })

  it('is planted in a process that loads its files, which still can be loaded', () => {
    const { status, output } = loadWith(bug.name, files.map(pathOf))
    expect(output.trim().split('\n').toSorted()).toEqual(files.map((file) => markOf(bug, file)).toSorted())
    expect(status).toBe(0)
  }, 60_000)

  it('has a fault to show it', () => {
    expect([...faults, ...ownFaults].map(({ name }) => name)).toContain(bug.fault)
  })
})

describe('a process with a planted bug', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'polyphon-planted-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('does not start when a module no longer has the text', () => {
    const file = join(folder, 'packages/service-kit/dist/events/consume-chunk.js')
    writeDeep(file, 'export const consumeChunk = 1\n')
    const { status, output } = loadWith('no-inbox', [file])
    expect(status).toBe(1)
    expect(output).toContain('has this text 0 times instead of once')
  })

  it('does not start when a CommonJS file no longer has the text', () => {
    const file = join(folder, 'kafkajs/src/producer/sendMessages.js')
    writeDeep(file, 'module.exports = 1\n')
    const { status, output } = loadWith('producer-retries', [file])
    expect(status).toBe(1)
    expect(output).toContain('has this text 0 times instead of once')
  })

  it('does not start with a bug that nobody knows', () => {
    const { status, output } = loadWith('no-such-bug', [])
    expect(status).toBe(1)
    expect(output).toContain('There is no planted bug no-such-bug')
  })
})

describe('the page', () => {
  const bug = plantedBug('no-inbox')
  const proof = { bug: bug.name, fault: bug.fault, seed: 2, red: ['I1', 'I3'], finding: 'doubled: a|b\nc' }
  const line = `${beginningOf(bug)} 2 | I1, I3 | doubled: a\\|b c |`

  it('has a line for each result, with what would break it escaped', () => {
    expect(renderPage([proof], '')).toContain(`\n${line}\n`)
  })

  it('keeps the lines of the others', () => {
    const other = { ...proof, bug: 'autocommit', seed: 1 }
    const page = renderPage([other], renderPage([proof], ''))
    expect(page).toContain(`\n${line}\n`)
    expect(page).toContain(`\n${beginningOf(plantedBug('autocommit'))} 1 |`)
  })

  it('loses the line of a bug that is planted otherwise today', () => {
    expect(renderPage([], renderPage([proof], '').replace('All three rungs', 'Both rungs'))).not.toContain('rungs')
  })

  it('says where nothing was found', () => {
    expect(renderPage([{ ...proof, seed: null, red: [], finding: null }], '')).toContain('| 13 | – | nothing | – |')
  })

  it.each(plantedBugs)('that is published says that $name was found', (planted) => {
    const published = readFileSync(join(root, 'docs/planted-bugs.md'), 'utf8').split('\n')
    const row = published.find((text) => text.startsWith(beginningOf(planted))) ?? ''
    expect(
      planted.invariants.some((invariant) => row.includes(invariant)),
      row,
    ).toBe(true)
  })
})
