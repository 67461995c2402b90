import { z } from 'zod'
import type { ApiDescription } from './openapi.js'
import { escapeText, HTML, htmlPage, PAGE_HEADERS } from './page.js'
import { type Route, route } from './route.js'
import { METRICS_PATH } from './system-routes.js'

const About = z
  .object({
    service: z.string(),
    title: z.string(),
    description: z.string(),
    documentation: z.string().describe('Every operation, to read and to try, for people'),
    openapi: z.string().describe('The same for programs, as an OpenAPI 3.1 document'),
    errors: z.string().describe('What each error code means and what to do about it'),
    readiness: z.string().describe('Whether requests should be sent here now'),
    metrics: z.string().optional().describe('For Prometheus; left out where they have a port of their own'),
  })
  .meta({ id: 'About' })

type About = z.output<typeof About>

/** What this is and where to go, at the address that people try first; nobody needs a credential for it. */
export const rootRoute = (
  service: string,
  { title, description, basePath = '' }: ApiDescription,
  hasMetrics: boolean,
): Route =>
  route({
    operationId: 'getAbout',
    method: 'get',
    path: '/',
    summary: 'What this is and where to go',
    tag: 'system',
    access: { who: 'anyone' },
    responses: { 200: About },
    alsoAnswers: ['text/html'],
    handleOutside: async ({ answerType }) => {
      const about: About = {
        service,
        title,
        description,
        documentation: `${basePath}/docs`,
        openapi: `${basePath}/openapi.json`,
        errors: `${basePath}/docs/errors`,
        readiness: `${basePath}/readyz`,
        ...(hasMetrics ? { metrics: `${basePath}${METRICS_PATH}` } : {}),
      }
      return answerType === 'text/html'
        ? { status: 200, contentType: HTML, text: aboutPage(about), headers: PAGE_HEADERS }
        : { status: 200, body: about }
    },
  })

const LINKS = [
  ['documentation', 'The operations, to read and to try'],
  ['openapi', 'The same for programs (OpenAPI 3.1)'],
  ['errors', 'What each error code means and what to do about it'],
  ['readiness', 'Whether it is ready'],
  ['metrics', 'Metrics for Prometheus'],
] as const

function aboutPage(about: About): string {
  const links = LINKS.flatMap(([name, text]) => {
    const path = about[name]
    return path === undefined ? [] : [`<li><a href="${path}">${path}</a>: ${text}</li>`]
  })
  const content = `<h1>${escapeText(about.title)}</h1><p>${escapeText(about.description)}</p><ul>${links.join('')}</ul>`
  return htmlPage({ language: 'en', title: about.title, content })
}
