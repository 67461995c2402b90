import { chooseLocale } from '@polyphon/values'
import { escapeUTF8 } from 'entities'

const TEXTS = {
  de: {
    title: 'Abmelden',
    question: 'Möchten Sie keine Nachrichten dieser Art mehr bekommen?',
    about: 'Thema',
    button: 'Abmelden',
    doneTitle: 'Sie sind abgemeldet',
    done: 'Sie bekommen keine Nachrichten dieser Art mehr von uns.',
  },
  en: {
    title: 'Unsubscribe',
    question: 'Do you no longer want to get messages of this kind?',
    about: 'Topic',
    button: 'Unsubscribe',
    doneTitle: 'You are unsubscribed',
    done: 'You will get no more messages of this kind from us.',
  },
} as const

/** German or English, as the message was, else as the browser asks. */
function languageOf(wanted: readonly string[]): keyof typeof TEXTS {
  const wishes = wanted.flatMap((header) => header.split(','))
  return chooseLocale(['en', 'de'], wishes) === 'de' ? 'de' : 'en'
}

/** The page behind the link in a mail: no script, no picture, nothing that reports that it was opened. */
export function unsubscribePage(
  state: 'question' | 'done',
  about: { readonly topic: string; readonly wanted: readonly string[] },
): string {
  const language = languageOf(about.wanted)
  const texts = TEXTS[language]
  const content =
    state === 'done'
      ? `<h1>${texts.doneTitle}</h1><p>${texts.done}</p>`
      : `<h1>${texts.title}</h1><p>${texts.question}</p><p>${texts.about}: ${escapeUTF8(about.topic)}</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>${texts.button}</button></form>`
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${state === 'done' ? texts.doneTitle : texts.title}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem}</style>
</head><body><main>${content}</main></body></html>
`
}
