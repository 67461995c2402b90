// Runs in a thread of its own, so that a template can never hold up the process: whoever waits for it ends the thread.
import { parentPort } from 'node:worker_threads'
import { createEngine, isTooDeep } from './engine.mjs'
import { withHarmlessLinks } from './harmless-links.mjs'
import { htmlOfText } from './html-part.mjs'
import { textOfHtml } from './plain-text.mjs'
import { MOST_OUTPUT } from './work.mjs'

const asItIs = (text) => text
const FINISH = { html: withHarmlessLinks, text: asItIs, subject: asItIs }

const html = createEngine('html')
const plain = createEngine('plain')
/** @type {Map<string, unknown>} */
const parsed = new Map()
// Parsed templates take some twenty times the room of their source.
const MOST_KEPT = 1_000_000
let kept = 0

/** @param {'html' | 'text' | 'subject'} part @param {string} source */
function parse(part, source) {
  const key = `${part === 'html' ? 'html' : 'plain'}:${source}`
  let template = parsed.get(key)
  if (template === undefined) {
    template = (part === 'html' ? html : plain).parse(source)
    if (kept + key.length > MOST_KEPT) {
      parsed.clear()
      kept = 0
    }
    kept += key.length
    parsed.set(key, template)
  }
  return template
}

const costly = (part, detail) => ({ ok: false, fault: { part, code: 'template_too_costly', detail } })
const TOO_LONG = `A rendered part may have ${MOST_OUTPUT} bytes.`

/** @param {unknown} error @param {boolean} isExceeded */
function describe(error, isExceeded) {
  if (!(error instanceof Error)) return { code: 'template_invalid', detail: String(error).slice(0, 300) }
  // The message of liquidjs holds the position as well: `undefined variable: data.x, line:1, col:4`.
  const detail = error.message.slice(0, 300)
  if (isExceeded) return { code: 'template_too_costly', detail }
  const isMissing = error.name === 'UndefinedVariableError' || detail.includes('undefined variable')
  if (!isMissing) return { code: 'template_invalid', detail }
  const variable = /undefined variable: (.+?)(?:, (?:line|file|col):|$)/s.exec(detail)?.[1]
  return { code: 'variable_missing', detail, ...(variable === undefined ? {} : { variable }) }
}

/** A mail has always both a text and an HTML part, and one line of subject; what has no subject is text alone. */
function complete({ subject, html: page, text: given }) {
  if (subject === null) return { text: (given ?? '').replaceAll(/\r\n?/g, '\n').trim() }
  // A text part that came to nothing would be a gap beside the HTML.
  const text = page === null || given?.trim() ? (given ?? '') : textOfHtml(page)
  return { subject: subject.replaceAll(/\s+/g, ' ').trim(), html: page ?? htmlOfText(text), text }
}

/** @param {{ sources: Record<'subject' | 'html' | 'text', string | null>, scope: object | null, speaks: { locale: string, timeZone: string } }} job */
function run({ sources, scope, speaks }) {
  /** @type {Record<string, string | null>} */
  const texts = {}
  for (const part of /** @type {const} */ (['subject', 'html', 'text'])) {
    const source = sources[part]
    texts[part] = null
    if (source === null) continue
    let template
    try {
      template = parse(part, source)
    } catch (error) {
      return { ok: false, fault: { part, ...describe(error, isTooDeep(error)) } }
    }
    if (scope === null) continue
    const { text, error, isExceeded } = (part === 'html' ? html : plain).render(template, scope, speaks)
    if (text === undefined) return { ok: false, fault: { part, ...describe(error, isExceeded) } }
    if (Buffer.byteLength(text) > MOST_OUTPUT) return costly(part, TOO_LONG)
    texts[part] = FINISH[part](text)
  }
  if (scope === null) return { ok: true, content: null }
  const content = complete(texts)
  for (const part of /** @type {const} */ (['html', 'text']))
    if (Buffer.byteLength(content[part] ?? '') > 2 * MOST_OUTPUT) return costly(part, TOO_LONG)
  return { ok: true, content }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.on('message', (job) => parentPort?.postMessage(run(job)))
