export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

interface Open {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: XmlElement[]
  text: string
}

const NAME = '[A-Za-z][\\w:.-]*'
const TOKEN = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>|([^<]+)`, 'y')
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Reads the part of XML that drawings use; throws on whatever is not well-formed. */
export function readXml(text: string): XmlElement {
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const stack = [root]
  const body = text.replace(/^<\?xml [^?]*\?>\s*/, '').trimEnd()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < body.length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(body)
    if (token === null) throw new Error(`This is not XML: ${body.slice(at, at + 80)}`)
    take(stack, token)
  }
  const [only] = root.children
  if (stack.length !== 1 || root.children.length !== 1 || only === undefined || root.text.trim() !== '')
    throw new Error('A document has exactly one element at its top.')
  return only
}

function take(stack: Open[], [, slash, name = '', attributes = '', empty, text]: RegExpExecArray): void {
  const top = stack.at(-1)
  if (top === undefined) throw new Error('Something is closed that was never opened.')
  if (text !== undefined) {
    top.text += decode(text)
  } else if (slash === '/') {
    if (top.name !== name) throw new Error(`${top.name} is closed by ${name}.`)
    stack.pop()
  } else {
    const element: Open = { name, attributes: readAttributes(attributes), children: [], text: '' }
    top.children.push(element)
    if (empty !== '/') stack.push(element)
  }
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = ''] of text.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`${name} is given twice.`)
    attributes[name] = decode(value)
  }
  return attributes
}

function decode(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these must not occur in XML at all
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) throw new Error('A character that XML cannot hold.')
  return text.replaceAll(/&([^;&\s]*);?/g, (_all, name: string) => {
    const character = ENTITIES[name]
    if (character === undefined) throw new Error(`An ampersand that was not escaped: &${name}`)
    return character
  })
}
