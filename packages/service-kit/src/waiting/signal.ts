/** Something to wait for that may be raised before anybody waits. */
export interface Signal {
  wake(): void
  /** Resolves at the next `wake`, at once if there was one since the last wait, or after `timeoutMs`. */
  wait(timeoutMs: number): Promise<void>
}

export function createSignal(): Signal {
  let isRaised = false
  let endWait: (() => void) | undefined
  return {
    wake: () => {
      isRaised = true
      endWait?.()
    },
    wait: async (timeoutMs) => {
      if (!isRaised) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs)
          endWait = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      endWait = undefined
      isRaised = false
    },
  }
}
