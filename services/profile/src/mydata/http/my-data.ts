import { type Route, route } from '@polyphon/service-kit'
import { languagesIn, pageLanguage } from '@polyphon/service-kit/pages'
import type { ProfileDeps } from '../../config.js'
import { localeOf } from '../../people/domain/profile.js'
import { requireSelf } from '../../people/steps/fresh-person.js'
import { getMyData } from '../queries/get-my-data.js'
import { MyDataView, toMyDataView } from './my-data-view.js'

/** What somebody sees of themselves. */
export const myDataRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'getMyData',
    method: 'get',
    path: '/v1/my',
    tag: 'privacy',
    access: { who: 'key', scope: 'profile:read', staff: 'nobody', publishable: 'with_person' },
    summary: 'What is known of a person, what is open for them, what they allow and why they got something',
    description:
      'For a publishable key with a person token: exactly this person. In German or English, by `Accept-Language`, else by the language of the person. It says nothing of others: what other people use as well (a shared device, an address) is left out, and of accounts only what this person is in them. Segments and computed traits are there as far as the person allows what they are for; of whoever is restricted all that was said is shown, and none of these.',
    problems: [404],
    responses: { 200: MyDataView },
    handle: async (tx, { caller, headers }) => {
      const mine = await getMyData(tx, requireSelf(caller))
      const language = pageLanguage([...languagesIn(headers['accept-language']), localeOf(mine.person)])
      return {
        status: 200,
        body: toMyDataView(mine, { language, base: deps.settings.BASE_PATH }),
        headers: { vary: 'Accept-Language' },
      }
    },
  }),
]
