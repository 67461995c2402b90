import { type Route, route } from '@polyphon/service-kit'
import { languagesIn, pageLanguage } from '@polyphon/service-kit/pages'
import { DATA_CLASSES, SERVICES } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { getProcessingRecords } from '../queries/get-processing-records.js'
import { recordsAsMarkdown } from './records-as-markdown.js'

const MARKDOWN = 'text/markdown'
const VARY = { vary: 'Accept, Accept-Language' }

const Records = z
  .object({
    locale: z.enum(['de', 'en']),
    services: z.array(
      z.object({
        service: z.enum(SERVICES),
        tables: z.array(
          z.object({
            table: z.string(),
            holds: z.string().describe('What its rows are'),
            class: z.enum(DATA_CLASSES),
            purpose: z.string().describe('What for'),
            recipients: z.string().describe('Who outside of the firm is given it'),
            personal: z.array(z.string()).describe('The columns that say something of a person'),
            isExported: z.boolean().describe('Whether a person is given its rows'),
            erase: z.enum(['delete', 'empty']).describe('What an erasure does with a row'),
            anonymise: z.enum(['delete', 'empty']),
            keptDays: z.int().nullable().describe('Null for as long as the person, or until somebody decides'),
            keptHoursOf: z.string().nullable().describe('The setting that says for how many hours'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ProcessingRecords' })

/** What is recorded of processing. */
export const recordRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'getProcessingRecords',
    method: 'get',
    path: '/v1/privacy/records',
    tag: 'privacy',
    access: { who: 'key', scope: 'profile:read', staff: 'administration' },
    summary: 'What is processed of people, what for, for whom and for how long',
    description:
      'For the record of processing (Art. 30 GDPR): every table of all five services that holds people, as their declarations say it, with the days for which this workspace keeps it, by the retention of profile’s operator. In German or English by `locale`, else by `Accept-Language`; `Accept: text/markdown` answers tables to keep or to hand on. Who is responsible, and the legal basis, are yours to add.',
    query: z.strictObject({ locale: z.enum(['de', 'en']).optional() }),
    responses: { 200: Records },
    alsoAnswers: [MARKDOWN],
    handle: async (tx, { query: { locale }, headers, answerType }) => {
      const language = locale ?? pageLanguage(languagesIn(headers['accept-language']))
      const services = await getProcessingRecords(tx, { language, operator: deps.settings.RETENTION_DAYS })
      if (answerType === MARKDOWN) {
        const text = recordsAsMarkdown(services, language)
        return { status: 200, contentType: 'text/markdown; charset=utf-8', text, headers: VARY }
      }
      const body = {
        locale: language,
        services: services.map(({ service, tables }) => ({
          service,
          tables: tables.map((each) => ({ ...each, personal: [...each.personal] })),
        })),
      }
      return { status: 200 as const, body, headers: VARY }
    },
  }),
]
