/** What the types of both packages say to somebody who installs them. It is compiled, not run. */
export const TYPED = `
import { createPolyphon, dataOf, type Polyphon, type Schemas } from '@polyphon/client'
import { feedbackGiven, parseEvent } from '@polyphon/contracts'

const { analytics, profile, ...others } = createPolyphon({
  services: { analytics: 'https://a.example', profile: undefined as string | undefined },
  key: 'sk_test_…',
})
// @ts-expect-error: its URL was not given
others.feedback
// @ts-expect-error: its URL may be missing
profile.GET('/v1/profiles')
await profile?.GET('/v1/profiles')
// @ts-expect-error: there is no such service
createPolyphon({ services: { analytic: 'https://a.example' }, key: 'sk_test_…' })
const given: Readonly<Record<string, string>> = {}
export const all: Polyphon = createPolyphon({ services: given, key: 'sk_test_…' })

const path = { metric: 'csat' }
const number = await analytics.GET('/v1/metrics/{metric}', { params: { path, query: { from: undefined } } })
if (number.error !== undefined) throw new Error(number.error.code)
export const value: number | null | undefined = number.data.groups[0]?.value
const table = await analytics.GET('/v1/metrics/{metric}', { params: { path }, headers: { accept: 'text/csv' }, parseAs: 'text' })
export const lines: readonly string[] = table.data?.split('\\n') ?? []
// @ts-expect-error: it is called by
await analytics.GET('/v1/metrics/{metric}', { params: { path, query: { dimension: 'survey' } } })

export const metric: Schemas['analytics']['MetricResult'] = await dataOf(analytics.GET('/v1/metrics/{metric}', { params: { path } }))
export const nothing: undefined = await dataOf(analytics.DELETE('/v1/dead-letters/{id}', { params: { path: { id: 'x' } } }))

const answer = parseEvent(feedbackGiven, JSON.parse('{}'))
export const id: string = answer.ok ? answer.event.data.answerId : answer.reason
`
