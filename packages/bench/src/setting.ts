import { type Floor, startFloor } from './floor/floor.js'
import type { BenchOptions } from './scenario.js'
import { type Servers, startServers } from './servers.js'
import { type BenchStack, openStack, type StackOptions } from './stack.js'

/** New servers, and services on them. */
export interface StackSetting {
  readonly servers: Servers
  readonly stack: BenchStack
}

/** The same with the floor beside. */
export interface Setting extends StackSetting {
  readonly floor: Floor
}

/** Servers of their own for one scenario, gone when it ends. */
export async function withServers<T>(
  { profiles }: Pick<BenchOptions, 'profiles'>,
  work: (servers: Servers) => Promise<T>,
): Promise<T> {
  const servers = await startServers(profiles)
  try {
    return await work(servers)
  } finally {
    await servers.stop()
  }
}

export function withStack<T>(
  options: Pick<BenchOptions, 'profiles'> & StackOptions,
  work: (setting: StackSetting) => Promise<T>,
): Promise<T> {
  return withServers(options, async (servers) => {
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
  options: Pick<BenchOptions, 'profiles'> & StackOptions & { readonly only: readonly [string, ...string[]] },
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
