import { Agent, request } from 'node:http'
import { migrationsOf } from '@polyphon/service-kit/runtime'
import { eventually, type FreshDatabase, freshDatabase, makeWorkspace } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOW_TO_GET_KAFKA, kafkaBrokers, openDatabase, query } from './harness.js'
import { notesService } from './notes-service.js'
import { openBalancer, type Replica, startReplica } from './replicas.js'

const CLIENTS = 8

if (kafkaBrokers === undefined) describe('a rolling stop', () => it.skip(HOW_TO_GET_KAFKA, () => undefined))
else {
  const brokers = kafkaBrokers
  describe('a rolling stop', () => {
    let database: FreshDatabase
    let replicas: readonly Replica[] = []
    beforeAll(async () => {
      database = await freshDatabase({ migrations: migrationsOf(notesService) })
      // Many looks of the balancer, each of which a busy machine makes slow.
      const env = { DATABASE_URL: database.url, KAFKA_BROKERS: brokers, SHUTDOWN_GRACE_MS: '5000' }
      replicas = await Promise.all([startReplica(env), startReplica(env)])
    })
    afterAll(async () => {
      for (const { child } of replicas) child.kill('SIGTERM')
      await Promise.all(replicas.map(({ ended }) => ended))
      await database.drop()
    })

    it('of one replica of two is noticed by nobody who calls, and loses nothing', async () => {
      const [leaving, staying] = replicas
      if (leaving === undefined || staying === undefined) throw new Error('Two replicas are needed.')
      const db = openDatabase(database.url)
      const { secretKey: key } = await makeWorkspace(db)
      await db.close()
      const balancer = await openBalancer(replicas)
      const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
      const outcomes: string[] = []
      let stopped = false
      const write = (): Promise<string> =>
        new Promise((resolve) => {
          const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
          const call = request(`${balancer.url}/v1/notes`, { method: 'POST', agent, headers }, (answer) => {
            answer.resume()
            answer.once('end', () => resolve(String(answer.statusCode)))
            answer.once('error', (error) => resolve(error.message))
          })
          call.once('error', (error) => resolve(error.message))
          call.end('{"text":"Größe"}')
        })
      const hammer = async (): Promise<void> => {
        while (!stopped) outcomes.push(await write())
      }
      const clients = Array.from({ length: CLIENTS }, hammer)
      const more = async (count: number): Promise<void> => {
        const wanted = outcomes.length + count
        await eventually(() => expect(outcomes.length).toBeGreaterThan(wanted))
      }
      await more(100)
      expect(balancer.carried(leaving.url)).toBeGreaterThan(0)
      const connectionsBefore = balancer.carried(staying.url)
      leaving.child.kill('SIGTERM')
      expect(await leaving.ended).toBe(0)
      await more(100)
      stopped = true
      await Promise.all(clients)
      agent.destroy()
      await balancer.close()
      expect(outcomes.filter((outcome) => outcome !== '201')).toEqual([])
      // Only those who were on the leaving replica had to come anew.
      expect(balancer.carried(staying.url)).toBeGreaterThan(connectionsBefore)
      const [row] = await query<{ count: number }>(database.ownerUrl, 'select count(*)::int as count from note')
      expect(row?.count).toBe(outcomes.length)
    })
  })
}
