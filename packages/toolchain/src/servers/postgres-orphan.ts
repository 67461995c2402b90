import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pollUntil } from './child.js'
import { inUse, ownerOf, readText } from './postgres-owner.js'

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

/**
 * Stops a PostgreSQL that a killed run left behind in this data folder, so that the next one starts with its own
 * settings. A server whose owner still lives is an error: two stacks must not share a folder.
 */
export async function stopOrphan(data: string, ownerFile: string): Promise<void> {
  const postmaster = findPostmaster(data)
  if (postmaster === undefined) return
  if (postmaster.parent === ownerOf(ownerFile)) throw inUse(data, postmaster.parent)
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    process.kill(postmaster.pid, signal)
    if (await pollUntil(10_000, () => findPostmaster(data)?.pid !== postmaster.pid)) return
  }
  throw new Error(`The PostgreSQL of an earlier run (process ${postmaster.pid}) in ${data} does not end.`)
}

/** The running postmaster of this data folder. A pid file whose number now belongs to another program is stale. */
function findPostmaster(data: string): Process | undefined {
  const pid = Number(readText(join(data, 'postmaster.pid')).split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  const found = process.platform === 'linux' ? readProc(pid) : readPs(pid)
  if (found === undefined) return undefined
  return found.command.includes('postgres') && found.command.includes(`-D ${data} `) ? found : undefined
}

function readProc(pid: number): Process | undefined {
  const command = readText(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
  // "pid (name) state parent …"; a name may hold spaces and parentheses, so it is cut at its last one.
  const [state, parent] = readText(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')
  return command === '' || state === 'Z' ? undefined : { pid, parent: Number(parent), command }
}

function readPs(pid: number): Process | undefined {
  const line = spawnSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  const match = /^\s*(\d+)\s+(.*)$/m.exec(line)
  return match === null ? undefined : { pid, parent: Number(match[1]), command: `${match[2] ?? ''} ` }
}
