import { connect } from 'node:net'

const PATIENCE_MS = 5_000

interface Address {
  readonly host: string
  readonly port: number
}

/** Fails with the name of the setting unless somebody answers at one of its addresses. */
export async function requireReachable(setting: string, addresses: readonly Address[]): Promise<void> {
  const answers = await Promise.all(addresses.map(isReachable))
  if (answers.includes(true)) return
  const endpoints = addresses.map(({ host, port }) => `${host}:${port}`).join(', ')
  throw new Error(`${setting}: nobody answers at ${endpoints}.`)
}

/** The addresses in a list such as `one:9092,two:9092`. */
export function readBrokers(list: string): readonly Address[] {
  return list.split(',').map((entry) => {
    const [host = '', port = '9092'] = entry.trim().split(':')
    return { host, port: Number(port) }
  })
}

function isReachable({ host, port }: Address): Promise<boolean> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return Promise.resolve(false)
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS })
    const answer = (reachable: boolean): void => {
      socket.destroy()
      resolve(reachable)
    }
    socket.once('connect', () => answer(true))
    socket.once('timeout', () => answer(false))
    socket.once('error', () => answer(false))
  })
}
