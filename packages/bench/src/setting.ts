import { type Floor, startFloor } from './floor/floor.js'
import { type Servers, startServers } from './servers.js'
import { type BenchStack, openStack, type StackOptions } from './stack.js'

/** New servers, services on them, and the floor beside. */
export interface Setting {
  readonly servers: Servers
  readonly stack: BenchStack
  readonly floor: Floor
}

/** Servers of their own for one scenario, gone when it ends. */
export async function withServers<T>(work: (servers: Servers) => Promise<T>): Promise<T> {
  const servers = await startServers()
  try {
    return await work(servers)
  } finally {
    await servers.stop()
  }
}

export function withStack<T>(
  options: StackOptions,
  work: (at: { readonly servers: Servers; readonly stack: BenchStack }) => Promise<T>,
): Promise<T> {
  return withServers(async (servers) => {
    const stack = await openStack(servers, options)
    try {
      return await work({ servers, stack })
    } finally {
      await stack.close()
    }
  })
}

/** One service and, on its database, the floor. */
export function withFloor<T>(
  options: StackOptions & { readonly only: readonly [string, ...string[]] },
  work: (setting: Setting) => Promise<T>,
): Promise<T> {
  return withStack(options, async ({ servers, stack }) => {
    const floor = await startFloor(servers, `polyphon_${options.only[0]}`, stack.facts.workspace)
    try {
      return await work({ servers, stack, floor })
    } finally {
      await floor.stop()
    }
  })
}
