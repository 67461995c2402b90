import { invitationTemplate } from '@polyphon/contracts'
import { type Fault, pointerTo } from '@polyphon/values'
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
  locales: { de: german, en: english },
  fallbackLocale: 'en',
  variables: [],
  publishedAt: null,
}

/** Which languages of a template that stands in for the built-in one show no way to the survey. */
export function warnTemplate({ key, locales }: Pick<Template, 'key' | 'locales'>): readonly Fault[] {
  if (key !== invitationTemplate) return []
  return Object.entries(locales).flatMap(([tag, { body, text = '' }]) =>
    /\burl\b/.test(body) || /\burl\b/.test(text)
      ? []
      : [
          {
            pointer: pointerTo('/body/locales', tag, 'body'),
            code: 'link_missing',
            detail: 'Nobody who is invited finds the survey: the text does not show {{ url }}.',
          },
        ],
  )
}

/** The template that every workspace has without publishing it; null for every other key. */
export function builtInTemplate(key: string): Template | null {
  return key === invitationTemplate ? invitation : null
}
