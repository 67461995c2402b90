import { createServer } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { streamEvents } from '@polyphon/client'
import { expect, it } from 'vitest'

// Node forgets the signal of a request once the request is collected: a stream that was open for long did not end.
it('a stream ends by its signal after its request was collected', async () => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('There is no gc.')
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('id: c1\ndata: {"id":"e1"}\n\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const ending = new AbortController()
  const cursors: string[] = []
  const over = (async () => {
    for await (const { cursor } of streamEvents({ url, key: 'sk_live_x', signal: ending.signal })) cursors.push(cursor)
  })()
  try {
    await expect.poll(() => cursors).toEqual(['c1'])
    for (let round = 0; round < 5; round += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      collect()
    }
    ending.abort()
    await over
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

// It would be tried again for ever, and nobody would hear of it.
it.each([
  [{ url: 'nowhere', key: 'sk_live_x' }, 'The URL of service'],
  [{ url: 'http://127.0.0.1:9', key: 'two words' }, 'The key is empty, or has spaces'],
])('a stream of %j throws at once', async (options, words) => {
  await expect(streamEvents(options).next()).rejects.toThrow(words)
})
