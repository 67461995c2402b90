import type { StackOptions } from '../stack.js'
import { type ComposedStack, startComposed } from './composed.js'
import { startMissingServers } from './servers.js'

/** Everything as an operator would run it: real servers, and each service in processes of its own. */
export async function startProcesses({ env, home, progress, onDead }: StackOptions): Promise<ComposedStack> {
  const servers = await startMissingServers(env, home.path('servers'), progress)
  try {
    const stack = await startComposed({
      env: servers.env,
      home,
      progress,
      onExit: ({ service }, how) => onDead(new Error(`${service} has ended with ${how}; see ${home.path('logs')}`)),
    })
    return {
      ...stack,
      close: async () => {
        await stack.close()
        await servers.close()
      },
    }
  } catch (error) {
    await servers.close()
    throw error
  }
}
