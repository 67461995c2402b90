// The client brings no types of its own.
declare module 'analytics-node' {
  type Message = Readonly<Record<string, unknown>>

  interface Options {
    readonly host: string
    readonly flushInterval: number
    readonly errorHandler: (error: Error) => void
  }

  class Analytics {
    constructor(writeKey: string, options: Options)
    identify(message: Message): this
    track(message: Message): this
    page(message: Message): this
    screen(message: Message): this
    group(message: Message): this
    alias(message: Message): this
    flush(): Promise<unknown>
  }
  export default Analytics
}
