import { loadInteractions, loadTimeline } from '../interactions.js'
import { analyze, loadPeople } from '../people.js'
import type { BenchOptions, Measured, Scenario } from '../scenario.js'
import { type StackSetting, withStack } from '../setting.js'
import { measureBackfills } from './million-backfills.js'
import { measureEntries } from './million-entries.js'
import { measureReads } from './million-reads.js'

const PEOPLE = 1_000_000
const EVENTS_OF_A_PERSON = 2
/** Of the first person. */
const TIMELINE = 10_000

/** How soon profile answers, and how soon what is new holds for everybody, with a million people. */
export const million: Scenario = {
  name: 'million',
  measure: (options) => withStack({ ...options, only: ['profile'] }, (setting) => measure(setting, options)),
}

async function measure(setting: StackSetting, options: BenchOptions): Promise<readonly Measured[]> {
  const { servers, stack } = setting
  const url = servers.postgres.url('polyphon_profile')
  const people = { workspace: stack.facts.workspace, count: PEOPLE }
  options.say(`${PEOPLE} people …`)
  await loadPeople(url, people)
  await loadInteractions(url, people, EVENTS_OF_A_PERSON)
  await loadTimeline(url, people.workspace, { index: 0, items: TIMELINE })
  const crowd = { ...setting, people }
  const measured = [...(await measureReads(crowd, options)), await measureEntries(crowd, options)]
  await analyze(url)
  return [...measured, ...(await measureBackfills(crowd, options))]
}
