import { openBlobStore } from '../src/blobs/open-blobs.js'
import { uuidv7 } from '../src/values/ids.js'
import { noOutages } from './harness.js'

/** Puts without end: bytes for as long as it lives. */
async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) {
    yield Buffer.alloc(1_000_000)
    await new Promise((go) => {
      setImmediate(go)
    })
  }
}

const [address, workspaceId = ''] = process.argv.slice(2)
const blobs = await openBlobStore({ address, service: 'killed', outages: noOutages, newId: uuidv7 })
await blobs?.of(workspaceId).put('x', endless())
