import { invitationTemplate } from '@polyphon/contracts'
import { type Fault, pointerTo } from '@polyphon/values'
import type { ChannelTexts } from '../../channels/domain/channel-kind.js'
import { channelKind } from '../../channels/domain/channels.js'
import type { Template } from './template.js'

const german = {
  subject: 'Ihre Meinung ist uns wichtig',
  body: `<p>Guten Tag{% if person.traits.firstName %} {{ person.traits.firstName }}{% endif %},</p>
<p>wie zufrieden sind Sie mit uns? Ihre Antwort dauert nur eine Minute und hilft uns, besser zu werden.</p>
<p><a href="{{ url }}">Jetzt antworten</a></p>
<p>Vielen Dank!</p>
<p><small>Sie möchten solche Fragen nicht mehr bekommen? <a href="{{ unsubscribeUrl }}">Hier abmelden</a></small></p>`,
  text: `Guten Tag{% if person.traits.firstName %} {{ person.traits.firstName }}{% endif %},

wie zufrieden sind Sie mit uns? Ihre Antwort dauert nur eine Minute und hilft uns, besser zu werden.

Jetzt antworten: {{ url }}

Vielen Dank!

Sie möchten solche Fragen nicht mehr bekommen? Hier abmelden: {{ unsubscribeUrl }}`,
}

const english = {
  subject: 'Your opinion matters to us',
  body: `<p>Hello{% if person.traits.firstName %} {{ person.traits.firstName }}{% endif %},</p>
<p>how satisfied are you with us? Answering takes a minute and helps us to get better.</p>
<p><a href="{{ url }}">Answer now</a></p>
<p>Thank you!</p>
<p><small>You do not want to be asked again? <a href="{{ unsubscribeUrl }}">Unsubscribe here</a></small></p>`,
  text: `Hello{% if person.traits.firstName %} {{ person.traits.firstName }}{% endif %},

how satisfied are you with us? Answering takes a minute and helps us to get better.

Answer now: {{ url }}

Thank you!

You do not want to be asked again? Unsubscribe here: {{ unsubscribeUrl }}`,
}

const invitation: Template = {
  key: invitationTemplate,
  version: 0,
  channel: 'email',
  channels: {
    email: { locales: { de: german, en: english } },
    sms: {
      locales: {
        de: { body: 'Wie zufrieden sind Sie mit uns? Eine Minute: {{ url }} Abmelden: {{ unsubscribeUrl }}' },
        en: { body: 'How satisfied are you with us? One minute: {{ url }} Unsubscribe: {{ unsubscribeUrl }}' },
      },
    },
  },
  fallbackLocale: 'en',
  variables: [],
  publishedAt: null,
}

/** Where the languages of a channel stand in what was given. */
export type LocalesPointer = (channel: string) => string

/** What can be published and will hardly do what it should, such as an invitation that shows no way to the survey. */
export function warnTemplate(template: Pick<Template, 'key' | 'channels'>, at: LocalesPointer): readonly Fault[] {
  return Object.entries(template.channels).flatMap(([channel, { locales }]) =>
    Object.entries(locales).flatMap(([tag, texts]) =>
      [
        ...(template.key === invitationTemplate ? warnInvitation(texts) : []),
        ...(channelKind(channel)?.warn(texts) ?? []),
      ].map((fault) => ({ ...fault, pointer: pointerTo(at(channel), tag) + fault.pointer })),
    ),
  )
}

const warnInvitation = ({ body, text = '' }: ChannelTexts): readonly Fault[] =>
  /\burl\b/.test(body) || /\burl\b/.test(text)
    ? []
    : [
        {
          pointer: '/body',
          code: 'link_missing',
          detail: 'Nobody who is invited finds the survey: the text does not show {{ url }}.',
        },
      ]

/** The template that every workspace has without publishing it; null for every other key. */
export function builtInTemplate(key: string): Template | null {
  return key === invitationTemplate ? invitation : null
}
