// Plain JavaScript without any dependency: this runs on a clean clone, before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
const stampFile = join(root, 'node_modules/.polyphon-stamp')

/** Ends with one clear sentence where Node is too old for what we use. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Error(`Polyphon needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org`)
}

/** Installs the dependencies if anything that decides about them has changed since the last time. */
export async function install() {
  const stamp = dependencyStamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  // --prefer-offline on both: without it npm asks the registry again and again where there is no network.
  const words = ['--yes', '--prefer-offline', packageManager, 'install', '--frozen-lockfile', '--prefer-offline']
  await run('npx', words, { title: `Installing dependencies with ${packageManager}`, env: installEnvironment() })
  writeFileSync(stampFile, stamp)
}

/** Compiles a project and all it refers to; done in a moment when nothing has changed. */
export function build(...projects) {
  return run(join(root, 'node_modules/.bin/tsc'), ['-b', ...projects], { title: 'Building' })
}

/** Runs a command with a line of progress on stderr, and shows its output only if it fails. */
function run(command, words, { title, env = process.env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = []
    child.stdout.on('data', (data) => output.push(data))
    child.stderr.on('data', (data) => output.push(data))
    const done = showProgress(title)
    child.once('error', (error) => {
      done()
      reject(new Error(`${command} could not be started: ${error.message}`))
    })
    child.once('close', (code) => {
      done()
      if (code === 0) resolve()
      else reject(new Error(`${title} failed.\n${Buffer.concat(output).toString().trim()}`))
    })
  })
}

/** Work of less than a second stays silent; a terminal gets a line that counts, a log file one every ten seconds. */
function showProgress(title) {
  const startedAt = Date.now()
  const isTerminal = process.stderr.isTTY
  let shown = false
  const show = () => {
    const text = `${title} … ${Math.round((Date.now() - startedAt) / 1000)} s`
    process.stderr.write(isTerminal ? `\r${text}` : `${text}\n`)
    shown = true
  }
  const first = setTimeout(show, 1000)
  const timer = setInterval(show, isTerminal ? 1000 : 10_000)
  return () => {
    clearTimeout(first)
    clearInterval(timer)
    if (shown && isTerminal) process.stderr.write('\n')
  }
}

function dependencyStamp() {
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
  for (const folder of ['packages', 'services', 'patches']) {
    for (const name of existsSync(join(root, folder)) ? readdirSync(join(root, folder)).toSorted() : []) {
      files.push(folder === 'patches' ? join(folder, name) : join(folder, name, 'package.json'))
    }
  }
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`)
  for (const file of files) {
    if (existsSync(join(root, file))) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/**
 * npm hands all its settings down as npm_* variables, and a child npm or pnpm stumbles over those it does not know.
 * Only how to reach the registry is kept. CI=true keeps pnpm from asking questions.
 */
function installEnvironment() {
  const kept =
    /^npm_config_(registry|cache|userconfig|globalconfig|proxy|https_proxy|http_proxy|noproxy|ca|cafile|strict_ssl)$/i
  const entries = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name))
  const env = Object.fromEntries(entries)
  // With NODE_ENV=production the compiler would not be installed.
  delete env.NODE_ENV
  return { ...env, CI: 'true' }
}
