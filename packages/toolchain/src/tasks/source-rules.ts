import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

const folders = ['.ci', 'packages', 'services', 'tests', 'infra'] as const
const skipped = new Set(['node_modules', 'dist', 'generated', 'target', 'run', 'vectors'])
const checked = new Set(['.ts', '.mjs', '.sql', '.sh'])
// Put together, so that this file does not find itself.
const word = ['TO', 'DO'].join('')
const unfinished = new RegExp(String.raw`\b(?:${word}\b(?!\(#\d+\):)|${['FIX', 'ME'].join('')}\b)`)
const readsClock = /\bnew Date(?:\(\s*\)|(?!\())|(?<![\w.]|new )Date\(\)/
const largestFile = 300
const largestReadme = 150

/** What no linter sees: the length of scripts, SQL and READMEs, marks without an issue, clocks in decisions. One sentence a finding. */
export function findSourceProblems(root: string): readonly string[] {
  const files = folders.flatMap((folder) => (existsSync(join(root, folder)) ? list(root, folder) : []))
  const readmes = ['README.md', ...files.filter((path) => path.endsWith('/README.md'))]
  return [
    ...files.filter((path) => checked.has(extname(path))).flatMap((path) => checkSource(path, read(root, path))),
    ...readmes.filter((path) => existsSync(join(root, path))).flatMap((path) => checkReadme(path, read(root, path))),
  ]
}

/** A source file may have 300 lines of code; blank lines and comments are free. */
export function checkSource(path: string, text: string): readonly string[] {
  const lines = text.split('\n')
  const code = lines.filter((line) => !/^\s*(?:\/\/|\/?\*|#|--|$)/.test(line)).length
  const tooLong = code > largestFile ? [`${path}: ${code} lines of code, ${largestFile} are allowed`] : []
  const marks = lines.flatMap((line, index) =>
    unfinished.test(line) ? [`${path}:${index + 1}: unfinished work needs its issue, like ${word}(#12): …`] : [],
  )
  const clocks = isPure(path)
    ? lines.flatMap((line, index) => (readsClock.test(line) ? [`${path}:${index + 1}: the time is an argument`] : []))
    : []
  return [...tooLong, ...marks, ...clocks, ...checkMoments(path, lines)]
}

const declaresMoment = /\b(?:\w*At|at|until): z\.string\(\)/
// What tracking takes is wider than what any schema says.
const takesAnyTime = 'services/profile/src/tracking/http/collect-schemas.ts'

/** Moments of the API have one form: `Timestamp` reads it, `Moment` is what is answered. */
function checkMoments(path: string, lines: readonly string[]): readonly string[] {
  if (!/^(?:services\/[^/]+|packages\/service-kit)\/src\/.*(?<!\.test)\.ts$/.test(path)) return []
  const isBody = (path.includes('/http/') || path.includes('/definitions/')) && path !== takesAnyTime
  return lines.flatMap((line, index) =>
    line.includes('z.iso.datetime(') || (isBody && declaresMoment.test(line))
      ? [`${path}:${index + 1}: a moment is a Timestamp or a Moment of @polyphon/values`]
      : [],
  )
}

/** Decisions and conditions may calculate with dates; only reading the clock is not theirs. */
function isPure(path: string): boolean {
  return /^(?:services\/[^/]+\/src\/(?:[^/]+\/)?domain|packages\/(?:conditions|values)\/src)\/.*(?<!\.test)\.ts$/.test(
    path,
  )
}

function checkReadme(path: string, text: string): readonly string[] {
  const lines = text.trimEnd().split('\n').length
  return lines > largestReadme ? [`${path}: ${lines} lines, ${largestReadme} are allowed`] : []
}

/** The lock file must work with whatever registry a machine uses, so it may hold no address of one. */
export function findLockFileProblems(lockFile: string): readonly string[] {
  return lockFile
    .split('\n')
    .flatMap((line, index) =>
      /\btarball:|https?:\/\/|\bregistry\b|\bgit\+/.test(line) ? [`pnpm-lock.yaml:${index + 1}: ${line.trim()}`] : [],
    )
}

function list(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : list(root, path)
    return [path]
  })
}

function read(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
