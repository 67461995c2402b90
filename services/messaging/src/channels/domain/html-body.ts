// Every element of HTML, the old ones that mails still use included; what is no element is somebody's text.
const ELEMENTS = new Set(
  `a abbr acronym address area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas
   caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset
   figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins
   kbd label legend li link main map mark marquee menu meta meter nav nobr noscript object ol optgroup option output p
   param picture pre progress q rp rt ruby s samp script search section select small source span strike strong style sub
   summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr`.split(
    /\s+/,
  ),
)
// Attributes that stand without a value.
const FLAGS = new Set(
  `allowfullscreen async autofocus autoplay border checked compact controls declare default defer disabled download
   formnovalidate hidden href id class style loop multiple muted nohref noresize noshade novalidate nowrap open
   playsinline readonly required reversed selected`.split(/\s+/),
)
const LIQUID = /\{\{[^{}]*\}\}|\{%[^{}%]*%\}/g
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:[\s/][^<>]*)?)>/gi
const ATTRIBUTE = /[\s/]*([^\s=/]+)(\s*=\s*(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"']*))?[\s/]*/y

/**
 * Whether a body is HTML: it holds the tag of an element that exists, a comment or a document type. `<help@shop.example>`,
 * `<https://…>`, `a <b then c>d` and a comparison inside Liquid are text. One pass over the body.
 */
export function isHtml(body: string): boolean {
  if (/<!(?:--|doctype\s)/i.test(body)) return true
  const text = body.replaceAll(LIQUID, ' ')
  for (const [, slash = '', name = '', attributes = ''] of text.matchAll(TAG)) {
    if (!ELEMENTS.has(name.toLowerCase())) continue
    if (slash === '/' ? attributes.trim() === '' : areAttributes(attributes)) return true
  }
  return false
}

// One attribute after the other, each read once. A value may be cut off where it holds an angle bracket.
function areAttributes(given: string): boolean {
  const rest = given.trimEnd()
  const reader = new RegExp(ATTRIBUTE)
  while (reader.lastIndex < rest.length) {
    const found = reader.exec(rest)
    if (found === null) return rest === '/'
    const [, name = '', value] = found
    if (value === undefined && !FLAGS.has(name.toLowerCase())) return false
  }
  return true
}
