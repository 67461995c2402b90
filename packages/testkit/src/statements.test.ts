import { describe, expect, it } from 'vitest'
import { faultsOfStatement, faultsOfUpdates } from './statements.js'

const secured = new Set(['run', 'fact'])
const faults = (text: string): readonly string[] => faultsOfStatement(text, secured)

describe('the rules for a database of several machines', () => {
  it.each([
    ['a workspace set by a function', `select set_config('app.workspace_id', $1, true)`],
    ['a workspace set behind the begin in one text', `begin; set local app.workspace_id = 'x'`],
    ['a lock without a workspace', `select state from run where run_id = $1 for update`],
    [
      'a lock that compares the workspace with another table',
      `select r.run_id from run r join fact f on r.workspace_id = f.workspace_id for update of r skip locked`,
    ],
    ['an insert from a list without returning', `insert into fact (a) select a from json_to_recordset($1) as (a text)`],
    [
      'an insert behind a with, without returning',
      `with given as (select $1::text as a) insert into fact (a) select a from given on conflict do nothing`,
    ],
    ['an update with a stable function over a column', `update run set trace = json_build_object('a', state)`],
    ['an upsert with one', `insert into fact (a) values ($1) on conflict (a) do update set a = concat(fact.a, $1)`],
  ])('refuse %s', (_what, text) => {
    expect(faults(text)).toHaveLength(1)
  })

  it.each([
    ['a workspace as a statement of its own', `set local app.workspace_id = '0d2bb4c7-1111-4111-8111-111111111111'`],
    ['another setting of the transaction', 'set local lock_timeout to default'],
    ['a lock that names the workspace', `select state from run where workspace_id = $1 and run_id = $2 for update`],
    ['a lock on what is no workspace’s', `select lane from outbox_lane for update skip locked`],
    ['an insert of values', `insert into fact (a) values ($1)`],
    ['an insert with returning', `insert into fact (a) select a from json_to_recordset($1) as (a text) returning a`],
    ['an insert into what is no workspace’s', `insert into outbox (a) select a from json_to_recordset($1) as (a text)`],
    ['a stable function over parameters', `update run set doc = json_build_object('a', $1::text) where run_id = $2`],
    [
      'an immutable function over a column',
      `update run set visits = greatest(visits, $1), state = coalesce($2, state)`,
    ],
    ['a word in a text', `update run set note = 'concat(state)' -- json_build_object(state)`],
  ])('accept %s', (_what, text) => {
    expect(faults(text)).toEqual([])
  })
})

describe('the rule for rows that are read as they change', () => {
  const exported = new Set(['answer'])
  it.each([
    ['an update', `update answer set body = $1 where id = $2`],
    ['an update behind a with', `with a as (select 1) update answer x set body = a.b, n = coalesce(n, 1) from a`],
    [
      'an update behind a lock',
      `with a as (select 1 from answer for update skip locked) update answer set body = 1 from a`,
    ],
    [
      'an update behind an insert',
      `with a as (insert into run (b) values (1) returning b) update answer set body = b from a`,
    ],
    ['an upsert', `insert into answer (a, written_at) values ($1, now()) on conflict (a) do update set a = excluded.a`],
    ['a claim with something that is read', `update answer set prepared_until = null, state = $1`],
    ['a comparison', `update answer set body = $1 where written_at = $2`],
  ])('refuses %s that says not when', (_what, text) => {
    expect(faultsOfUpdates(text, exported)).toEqual(['An update of answer sets written_at.'])
  })

  it.each([
    ['an update that says when', `update answer set body = greatest(a, (b)), written_at = now() where id = $2`],
    [
      'an upsert that does',
      `insert into answer (a) values (1) on conflict (a) do update set a = 1, written_at = now()`,
    ],
    ['a claim', `update answer set prepared_until = $1`],
    ['an update of what nobody reads so', `update run set state = $1`],
    ['a lock', `select 1 from answer where id = $1 for no key update of answer`],
    ['an insert', `insert into answer (a) values ($1)`],
    ['a workspace', `set local app.workspace_id = 'x'`],
  ])('accepts %s', (_what, text) => {
    expect(faultsOfUpdates(text, exported)).toEqual([])
  })
})
