import { readFileSync } from 'node:fs'
import { runEnded } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import pg from 'pg'
import { expect, it } from 'vitest'
import { startProfile } from './harness.js'

it('the outcome of a canceled run is spelt alike in what an earlier release has stored, and others stay', async () => {
  const t = await startProfile()
  const client = new pg.Client({ connectionString: t.ownerUrl })
  await client.connect()
  try {
    const profileId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4d01'
    for (const outcome of ['cancelled', 'answered'])
      await t.publish(runEnded, t.workspace.id, { ...runEnded.example, profileId, outcome })
    const stored = async () =>
      (await client.query("select data ->> 'outcome' as outcome from timeline_item order by 1")).rows.map(
        ({ outcome }) => outcome,
      )
    await eventually(async () => expect(await stored()).toEqual(['answered', 'cancelled']))
    await client.query(readFileSync(new URL('../migrations/0013_spell_canceled.sql', import.meta.url), 'utf8'))
    expect(await stored()).toEqual(['answered', 'canceled'])
    const { rows } = await client.query(
      "select relforcerowsecurity as forced from pg_class where relname = 'timeline_item'",
    )
    expect(rows).toEqual([{ forced: true }])
  } finally {
    await client.end()
    await t.close()
  }
})
