import { writeFileSync } from 'node:fs'
import { createPolyphon, type Polyphon } from '@polyphon/client'
import type { Home, LocalFacts } from '../home.js'
import { done } from './calls.js'
import { SURVEY, TOPIC } from './definitions.js'
import { drawTimeline } from './timeline-page.js'

/** Something to look at: what it is, and the file or address where it is. */
export interface Sight {
  readonly what: string
  readonly where: string
}

const LANGUAGES = { de: 'Deutsch', en: 'English' } as const

/**
 * Leaves behind what somebody can look at who has never called an API: the report of analytics, an open survey and what
 * happened to one customer. Whoever opens the survey answers as this customer.
 */
export async function keepSights(facts: LocalFacts, home: Home): Promise<readonly Sight[]> {
  const polyphon = createPolyphon({ services: facts.services, key: facts.secretKey })
  const file = (name: string, text: string): string => {
    const path = home.path('demo', name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  const reports: Sight[] = []
  for (const [language, name] of Object.entries(LANGUAGES))
    reports.push({
      what: `report (${name})`,
      where: file(`report.${language}.html`, await readReport(polyphon, language)),
    })
  const profileId = await findCustomer(polyphon)
  const timeline = await done(
    'listTimeline',
    polyphon.profile.GET('/v1/profiles/{profileId}/timeline', {
      params: { path: { profileId }, query: { limit: 100 } },
    }),
  )
  return [
    ...reports,
    { what: 'one customer', where: file('timeline.html', drawTimeline(profileId, timeline.items)) },
    { what: 'a survey', where: await openSurvey(polyphon, profileId) },
    { what: 'keys', where: file('workspace.json', `${JSON.stringify(facts, null, 2)}\n`) },
  ]
}

async function readReport(polyphon: Polyphon, language: string): Promise<string> {
  const { data, response } = await polyphon.analytics.GET('/v1/reports/{report}', {
    params: { path: { report: 'overview' }, query: { by: 'property.late' } },
    headers: { accept: 'text/html', 'accept-language': language },
    parseAs: 'text',
  })
  if (!response.ok || data === undefined) throw new Error(`The report was answered with ${response.status}.`)
  return data
}

/** Somebody whose order was late and who said so. */
async function findCustomer(polyphon: Polyphon): Promise<string> {
  const answers = await done(
    'listAnswers',
    polyphon.feedback.GET('/v1/answers', { params: { query: { survey: SURVEY, limit: 500 } } }),
  )
  const known = answers.items.filter(({ profileId }) => profileId !== null)
  const found = known.find(({ properties }) => properties?.['late'] === true) ?? known[0]
  if (found?.profileId === undefined || found.profileId === null) throw new Error('Nobody has answered.')
  return found.profileId
}

async function openSurvey(polyphon: Polyphon, profileId: string): Promise<string> {
  const { url, reason } = await done(
    'inviteToSurvey',
    polyphon.feedback.POST('/v1/surveys/{key}/invitations', {
      params: { path: { key: SURVEY } },
      body: { profileId, topic: TOPIC, properties: { late: true } },
    }),
  )
  if (url === null) throw new Error(`The customer cannot be asked: ${reason ?? ''}.`)
  return url
}
