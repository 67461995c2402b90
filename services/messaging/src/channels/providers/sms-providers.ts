import { publicUrlOf } from '@polyphon/service-kit/pages'
import { openFileProvider } from './file-provider.js'
import type { OpenProviders } from './open-providers.js'
import { composeText, openTwilioProvider } from './twilio-provider.js'

/** Short messages leave by Twilio; those of test workspaces, which nobody should pay for, as files in the folder. */
export const openSmsProviders: OpenProviders = ({ settings, now, outages }) => {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = settings
  if (accountSid === undefined || authToken === undefined || from === undefined) return null
  const live = openTwilioProvider({
    baseUrl: settings.TWILIO_BASE_URL,
    accountSid,
    authToken,
    from,
    timeoutMs: settings.TWILIO_TIMEOUT_MS,
    callbackUrl: settings.PUBLIC_URL === undefined ? null : `${publicUrlOf(settings)}/v1/callbacks/twilio`,
    now,
    outages,
  })
  return { live, test: openFileProvider(settings.MAIL_FOLDER, { extension: 'txt', compose: composeText }) }
}
