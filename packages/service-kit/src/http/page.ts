import { escapeUTF8 } from 'entities'
import { type Brand, textOn } from './brand.js'

/** A page for people: its language, its title as plain text, and what it holds as HTML. */
export interface Page {
  readonly language: string
  readonly title: string
  readonly content: string
  /** Whose page it is; without it, it has no colours and no name. */
  readonly brand?: Brand | null | undefined
}

// Colours of the system, which follow light and dark and whoever wants more contrast; those of the brand are where
// text on them was looked after, and where nothing has to be read.
const STYLE = [
  ':root{color-scheme:light dark}*{box-sizing:border-box}',
  'body{font:1.1rem/1.5 system-ui,sans-serif;margin:0;color:CanvasText;background:Canvas;overflow-wrap:anywhere;hyphens:auto}',
  'main,header div{max-width:44rem;margin:0 auto;padding:0 1rem}main{padding-bottom:4rem}',
  'header{border-top:.5rem solid var(--second,transparent);padding-top:1rem}header p{margin:0;font-weight:600}',
  'header img{display:block;max-width:min(100%,16rem);max-height:4rem}',
  'h1{line-height:1.2;font-size:1.6rem;margin:2rem 0 1rem}',
  'button{font:inherit;padding:.6rem min(1.5rem,4vw);border-radius:.4rem;border:2px solid CanvasText;cursor:pointer;max-width:100%;color:var(--on,Canvas);background:var(--brand,CanvasText)}',
  ':focus-visible{outline:3px solid CanvasText;outline-offset:3px}',
  'td,th{text-align:left;vertical-align:top;padding:.25rem 1rem .25rem 0}figure{margin:2rem 0}svg{max-width:100%;height:auto}',
  '.wide{overflow-x:auto}.wide th,.wide td{overflow-wrap:normal}',
  'fieldset,.q{border:0;margin:0 0 2rem;padding:0;min-width:0}legend,.q>label{font-weight:600;padding:0;display:block;margin-bottom:.5rem}',
  '.hint{margin:0 0 .5rem;font-size:1rem}.error{margin:0 0 .5rem;font-weight:600;border-left:.3rem solid;padding-left:.7rem}',
  '.row{display:flex;flex-wrap:wrap;gap:.5rem}.row label,.list label{display:flex;align-items:center;gap:.6rem;border:1px solid GrayText;border-radius:.4rem;padding:.6rem .8rem;min-height:2.75rem;cursor:pointer}',
  '.row label.none{border-style:dashed}.list label{margin-bottom:.5rem}input{accent-color:var(--brand,auto)}input[type=radio],input[type=checkbox]{width:1.2rem;height:1.2rem;flex:none;margin:0}',
  'textarea,input[type=text],input[type=number]{font:inherit;color:inherit;background:Field;color:FieldText;border:1px solid GrayText;border-radius:.4rem;padding:.6rem;width:100%}textarea{min-height:8rem}input[type=number]{max-width:10rem}',
  '.notice{border:2px solid CanvasText;border-radius:.4rem;padding:.8rem 1rem;margin:0 0 2rem}.notice p,.notice ul{margin:.2rem 0}',
].join('')

/** A page without scripts, and with nothing from elsewhere but the logo of the brand. */
export const htmlPage = ({ language, title, content, brand }: Page): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${escapeText(title)}</title>
<style>${coloursOf(brand)}${STYLE}</style>
</head><body>${headerOf(brand)}<main>${content}</main></body></html>
`

const HEX = /^#[0-9a-f]{6}$/i

function coloursOf(brand: Page['brand']): string {
  const { primaryColour, secondaryColour } = brand ?? {}
  const [main, second] = [primaryColour, secondaryColour ?? primaryColour]
  const colours = [
    ...(main && HEX.test(main) ? [`--brand:${main}`, `--on:${textOn(main)}`] : []),
    ...(second && HEX.test(second) ? [`--second:${second}`] : []),
  ]
  return colours.length === 0 ? '' : `:root{${colours.join(';')}}`
}

function headerOf(brand: Page['brand']): string {
  if (!brand) return ''
  const [name, { logoUrl }] = [escapeText(brand.name), brand]
  const shown = logoUrl === null ? `<p>${name}</p>` : `<img src="${escapeText(logoUrl)}" alt="${name}">`
  return `<header><div>${shown}</div></header>`
}

/** A text as HTML shows it, between tags and in attributes. */
export const escapeText = (text: string): string => escapeUTF8(text)

export const HTML = 'text/html; charset=utf-8'

/** A page needs its own few styles, a form to itself and the logo of its brand, and nothing else. */
export const pageHeaders = (brand: Page['brand']) =>
  ({
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'${logoSource(brand)}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  }) as const

/** The address of the logo as a policy names it: without what stands behind the path, which no policy may name. */
function logoSource(brand: Page['brand']): string {
  if (!brand?.logoUrl || !URL.canParse(brand.logoUrl)) return ''
  const { origin, pathname } = new URL(brand.logoUrl)
  return `; img-src ${origin}${pathname.replaceAll(';', '%3B').replaceAll(',', '%2C')}`
}

export const PAGE_HEADERS = pageHeaders(null)
