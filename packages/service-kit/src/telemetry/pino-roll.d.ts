declare module 'pino-roll' {
  interface RollOptions {
    /** The path without number and extension. */
    readonly file: string
    /** `10m` are 10 MiB. */
    readonly size: string
    readonly extension: string
    readonly symlink: boolean
    readonly limit: { readonly count: number; readonly removeOtherLogFiles: boolean }
    readonly sync: boolean
    readonly mode: number
    /** What is kept in memory at most, in characters. */
    readonly maxLength: number
  }

  /** What is used here of the stream, which is one of sonic-boom. */
  interface RollStream {
    write(text: string): boolean
    flushSync(): void
    on(event: 'error', listener: (error: Error) => void): void
    on(event: 'drop' | 'drain', listener: () => void): void
  }

  export default function roll(options: RollOptions): Promise<RollStream>
}
