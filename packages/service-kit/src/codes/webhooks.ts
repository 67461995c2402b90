import { type Codes, fault, problem } from '@polyphon/values'

/** What every service answers about webhooks. */
export const webhookCodes: Codes = {
  webhook_unknown: problem(
    404,
    'There is no webhook with this key in this workspace.',
    'Look for typing errors; `listWebhooks` lists what there is.',
  ),
  webhook_invalid: problem(
    422,
    'The webhook cannot be one, for the reasons that `errors` names.',
    'Mend what each of them points at.',
  ),
  webhooks_too_many: problem(
    422,
    'The workspace has as many webhooks at this service as one may have.',
    'Delete those that are not needed; one endpoint may hear many types.',
  ),
  webhook_filters_too_large: problem(
    422,
    'The filters of all webhooks of the workspace at this service have more comparisons than they may have together.',
    'Ask for fewer types instead of filtering them, or let one endpoint hear what several filters ask for.',
  ),
  webhooks_need_keys: problem(
    422,
    'This service has no keys to seal the secret of a webhook with.',
    'Have the operator set `SECRETS_KEYS`, as profile has it.',
  ),
  delivery_unknown: problem(
    404,
    'The webhook was not sent this event, or longer ago than deliveries are kept.',
    'Take the `eventId` from `listDeliveries`.',
  ),
  url_unusable: fault(
    'This is no URL that can be called.',
    'Write it whole, such as `https://example.org/hooks`: without user name and password, with the port of the protocol or one from 1024 up.',
  ),
  url_not_https: fault(
    'The URL does not begin with `https://`.',
    'Use `https`; `http` is for addresses that the operator has allowed (`OUTSIDE_ALLOW`).',
  ),
  url_not_public: fault(
    'The URL leads to an address that is not a public one.',
    'Use an address that the whole internet reaches, or have the operator allow this one (`OUTSIDE_ALLOW`).',
  ),
  type_unknown: fault(
    'This service publishes no event of this type.',
    'Use one of its types, such as the one that `detail` names; types of other services are heard there.',
  ),
  path_not_of_event: fault(
    'The filter of a webhook asks about the event alone.',
    'Begin paths with `event.`, such as `event.data.reason`; leave out segments, history and the like.',
  ),
}
