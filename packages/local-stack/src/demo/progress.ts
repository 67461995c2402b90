import { Presets, SingleBar } from 'cli-progress'

export interface Progress {
  say(text: string): void
  /** Shows a bar while the work goes on; `tick` moves it by one. */
  during<T>(title: string, total: number, work: (tick: () => void) => Promise<T>): Promise<T>
  stop(): void
}

/** Progress for a person: a bar on a terminal, one line a step elsewhere. */
export function openProgress(stream: NodeJS.WriteStream): Progress {
  let bar: SingleBar | undefined
  const say = (text: string): void => void stream.write(`· ${text}\n`)
  return {
    say,
    during: async (title, total, work) => {
      if (!stream.isTTY) say(`${title} (${total})`)
      else {
        bar = new SingleBar(
          { format: `{bar} {value}/{total} ${title}`, stream, clearOnComplete: false },
          Presets.shades_classic,
        )
        bar.start(total, 0)
      }
      try {
        return await work(() => bar?.increment())
      } finally {
        bar?.stop()
        bar = undefined
      }
    },
    stop: () => bar?.stop(),
  }
}
