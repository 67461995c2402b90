import type { ChannelProviders, MailContent, Outgoing, Provider } from '../domain/channel-kind.js'
import type { Mail, MailProvider } from '../domain/mail.js'
import { composeMail } from './compose-mail.js'
import { openFileProvider } from './file-provider.js'
import type { OpenProviders } from './open-providers.js'
import { openSmtpProvider } from './smtp-provider.js'

/** Mail leaves as files in a folder, or by SMTP; that of test workspaces by SMTP only where the operator says so. */
export const openMailProviders: OpenProviders = ({ settings, now }): ChannelProviders => {
  const { SMTP_URL: url, SMTP_TIMEOUT_MS: timeoutMs, SMTP_CONNECTIONS: connections } = settings
  const file = signed(
    openFileProvider(settings.MAIL_FOLDER, { extension: 'eml', compose: composeMail }),
    settings.MAIL_FROM,
  )
  if (settings.MAIL_PROVIDER === 'file' || url === undefined) return { live: file, test: file }
  const live = signed(openSmtpProvider({ url, timeoutMs, connections, now }), settings.MAIL_FROM)
  return { live, test: settings.TEST_WORKSPACES_USE_SMTP ? live : file }
}

/** Writes the sender of every mail. */
function signed(provider: MailProvider, from: string): Provider {
  const toMail = (message: Outgoing<MailContent>): Mail => ({ ...message, from })
  return { ...provider, send: (message, beginBy) => provider.send(toMail(asMail(message)), beginBy) }
}

function asMail(message: Outgoing): Outgoing<MailContent> {
  const { content } = message
  if ('subject' in content) return { ...message, content }
  throw new Error('A mail has a subject.')
}
