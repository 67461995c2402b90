import { addAbortSignal } from 'node:stream'
import { text } from 'node:stream/consumers'
import { wrongUse } from './ends.js'
import type { Terminal } from './terminal.js'

/** A secret from the standard input; somebody at a terminal is asked for it, and it is not shown. */
export async function readSecret({ stdin, err, signal }: Terminal, question: string): Promise<string> {
  if ('isTTY' in stdin && stdin.isTTY === true) return askHidden({ stdin, err }, question)
  const given = (await text(addAbortSignal(signal, stdin))).trim()
  if (given === '') throw wrongUse(`${question} is read from the standard input, which was empty.`)
  return given
}

function askHidden({ stdin, err }: Pick<Terminal, 'stdin' | 'err'>, question: string): Promise<string> {
  err(`${question} (not shown): `)
  const raw = (on: boolean): void => {
    if ('setRawMode' in stdin && typeof stdin.setRawMode === 'function') stdin.setRawMode(on)
  }
  raw(true)
  return new Promise((resolve, reject) => {
    let typed = ''
    const finish = (done: () => void): void => {
      raw(false)
      stdin.off('data', read)
      stdin.pause()
      err('\n')
      done()
    }
    const read = (chunk: Buffer): void => {
      for (const letter of chunk.toString()) {
        if (letter === '\u0003') return finish(() => reject(wrongUse('Nothing was entered.')))
        if (letter === '\r' || letter === '\n') return finish(() => resolve(typed.trim()))
        typed = letter === '\u007f' ? typed.slice(0, -1) : typed + letter
      }
    }
    stdin.on('data', read)
  })
}
