import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { eventually } from '@polyphon/testkit'
import { freePort } from '@polyphon/toolchain'

/** A server that speaks S3, from PyPI. `.ci/run` installs the same version into the same folder. */
const VERSION = '5.2.5'
const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'polyphon', `moto-${VERSION}`)
const program = join(folder, 'bin', 'moto_server')

export const HOW_TO_GET_MOTO = `SKIPPED, needs moto: python3 -m venv ${folder} && ${folder}/bin/pip install 'moto[server]==${VERSION}'`

/** Whether it is here. */
export const hasMoto = existsSync(program)
if (!hasMoto) process.stderr.write(`${HOW_TO_GET_MOTO}\n`)

async function startMoto(): Promise<Pick<Bucket, 'endpoint' | 'stop'>> {
  const port = await freePort()
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const endpoint = `http://127.0.0.1:${port}`
  await eventually(async () => {
    await (await fetch(`${endpoint}/moto-api/data.json`)).body?.cancel()
  })
  return {
    endpoint,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** What S3 asks for; moto takes everybody. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'dev-only', AWS_SECRET_ACCESS_KEY: 'dev-only' }
const REGION = 'eu-central-1'

export interface Bucket {
  readonly endpoint: string
  readonly client: S3Client
  /** `BLOB_STORE`. */
  readonly address: string
  stop(): Promise<void>
}

/** A server with one bucket, `blobs`, and what opens it in the environment of this process and of those that it starts. */
export async function startBucket(): Promise<Bucket> {
  const { endpoint, stop } = await startMoto()
  const former = Object.keys(CREDENTIALS).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, CREDENTIALS)
  const client = new S3Client({ region: REGION, endpoint, forcePathStyle: true })
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const
  await client.send(new CreateBucketCommand({ Bucket: 'blobs', CreateBucketConfiguration }))
  return {
    endpoint,
    client,
    address: `s3://blobs/polyphon?region=${REGION}&endpoint=${endpoint}`,
    stop: async () => {
      client.destroy()
      await stop()
      for (const [name, value] of former)
        if (value === undefined) Reflect.deleteProperty(process.env, name)
        else process.env[name] = value
    },
  }
}
