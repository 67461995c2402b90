import type { ChannelProviders, MailContent, Outgoing, Provider } from '../domain/channel-kind.js'
import { type Mail, type Mailbox, type MailProvider, readMailbox } from '../domain/mail.js'
import { composeMail } from './compose-mail.js'
import { openFileProvider } from './file-provider.js'
import type { OpenProviders } from './open-providers.js'
import { openSmtpProvider } from './smtp-provider.js'
import { readSmtpServer } from './smtp-server.js'

/** Mail leaves as files in a folder, or by SMTP; that of test workspaces by SMTP only where the operator says so. */
export const openMailProviders: OpenProviders = ({ settings, now, outages }): ChannelProviders => {
  const from = readMailbox(settings.MAIL_FROM)
  if (from === null) throw new Error('MAIL_FROM must be an address, or a name with an address in angle brackets.')
  const file = signed(openFileProvider(settings.MAIL_FOLDER, { extension: 'eml', compose: composeMail }), from)
  const server = readSmtpServer(settings)
  if (settings.MAIL_PROVIDER === 'file' || server === null) return { live: file, test: file }
  const live = signed(openSmtpProvider({ server, connections: settings.SMTP_CONNECTIONS, now, outages }), from)
  return { live, test: settings.TEST_WORKSPACES_USE_SMTP ? live : file }
}

/** Writes the sender of every mail. */
function signed(provider: MailProvider, from: Mailbox): Provider {
  const toMail = (message: Outgoing<MailContent>): Mail => ({ ...message, from })
  return { ...provider, send: (message, beginBy) => provider.send(toMail(asMail(message)), beginBy) }
}

function asMail(message: Outgoing): Outgoing<MailContent> {
  const { content } = message
  if ('subject' in content) return { ...message, content }
  throw new Error('A mail has a subject.')
}
