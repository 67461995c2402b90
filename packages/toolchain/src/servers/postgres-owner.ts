import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/** Who runs the server of a folder: a process by its number and by when it began, as numbers are given away again. */
export interface Owner {
  release(): void
}

/**
 * Takes a data folder for this process, so that of two starts at the same moment one goes on and the other one says why it
 * does not. What a killed process has left behind counts for nothing.
 */
export function claimFolder(file: string, folder: string): Owner {
  const mine = textOf(process.pid)
  for (let tries = 0; tries < 10; tries += 1) {
    const owner = readText(file)
    if (owner === mine) return { release: () => rmSync(file, { force: true }) }
    const pid = ownerOf(file)
    if (pid > 0 && owner === textOf(pid)) throw inUse(folder, pid)
    rmSync(file, { force: true })
    tryToCreate(file, mine)
  }
  throw new Error(`${file} cannot be written.`)
}

/** The number of the process in an owner's file; 0 if there is none. */
export const ownerOf = (file: string): number => Number(readText(file).split(' ')[0]) || 0

export const inUse = (folder: string, pid: number): Error =>
  new Error(
    `${folder} is in use by process ${pid}. Stop it first, or choose another folder (POLYPHON_HOME for npm start).`,
  )

// Exclusively: whoever comes second reads the name of whoever was first.
function tryToCreate(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** "number beginning"; the beginning is empty for a process that is gone, so that no file says the same. */
function textOf(pid: number): string {
  const began =
    process.platform === 'linux'
      ? (readText(`/proc/${pid}/stat`)
          .replace(/^.*\) /s, '')
          .split(' ')[19] ?? '')
      : (spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim()
  return began === '' ? '' : `${pid} ${began}`
}

/** The content of a file that may be gone at any moment; empty if it is. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
