import type { Codes, CodeText } from '@polyphon/values'
import { escapeText, htmlPage } from './page.js'

/** Where a service answers the page of a code; the `type` of a problem (RFC 9457 takes a reference with its full path). */
export const pathOfCode = (basePath: string, code: string): string => `${basePath}/docs/errors/${code}`

const STANDS_IN: Readonly<Record<CodeText['standsIn'], string>> = {
  code: 'code of a problem',
  errors: 'in `errors`, beside a field',
  warnings: 'in `warnings`: what was sent is taken all the same',
  errorCode: 'errorCode of a dead letter',
}

/** Where a code stands, in words. */
export const standsInWords = ({ standsIn, statuses }: CodeText): string =>
  statuses.length === 0 ? STANDS_IN[standsIn] : `${STANDS_IN[standsIn]}, status ${statuses.join(' or ')}`

const inOrder = (codes: Codes): readonly (readonly [string, CodeText])[] =>
  Object.entries(codes).toSorted(([left], [right]) => (left < right ? -1 : 1))

/** The codes of a service as a part of its document, in Markdown. */
export function codesInWords(codes: Codes, basePath = ''): string {
  const rows = inOrder(codes).map(
    ([code, text]) => `| [\`${code}\`](${pathOfCode(basePath, code)}) | ${text.statuses.join(', ')} | ${text.means} |`,
  )
  return [
    '## Error codes',
    'Every error is a problem (RFC 9457). Programs look at `code`, which never changes its meaning; `type` leads to its page, which says what to do, and `errors` names each field that is wrong.',
    ['| code | status | what it means |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n')
}

// Texts of codes are Markdown with nothing but code in it.
const asHtml = (markdown: string): string => escapeText(markdown).replaceAll(/`([^`]+)`/g, '<code>$1</code>')

const link = (basePath: string, code: string): string =>
  `<a href="${pathOfCode(basePath, code)}"><code>${code}</code></a>`

/** The page of one code, as a browser shows it. */
export function codePage(basePath: string, code: string, text: CodeText): string {
  const content = `<h1><code>${code}</code></h1><p>${asHtml(text.means)}</p><p>${asHtml(text.remedy)}</p><p>Where it stands: ${asHtml(standsInWords(text))}.</p><p><a href="${basePath}/docs/errors">All codes</a> · <a href="${basePath}/docs">Operations</a></p>`
  return htmlPage({ language: 'en', title: code, content })
}

/** The list of all codes, as a browser shows it. */
export function codesPage(basePath: string, title: string, codes: Codes): string {
  const rows = inOrder(codes).map(
    ([code, text]) =>
      `<tr><td>${link(basePath, code)}</td><td>${text.statuses.join(', ')}</td><td>${asHtml(text.means)}</td></tr>`,
  )
  const content = `<h1>Error codes of ${escapeText(title)}</h1><table><tr><th>code</th><th>status</th><th>what it means</th></tr>${rows.join('')}</table>`
  return htmlPage({ language: 'en', title: `Error codes of ${title}`, content })
}
