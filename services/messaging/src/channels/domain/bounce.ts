/**
 * What a bounce says. `address`: nobody will ever get a mail there. `message`: this mail was refused for good, another
 * one may not be. `transient` and `unknown` say nothing about tomorrow.
 */
export type BounceKind = 'address' | 'message' | 'transient' | 'unknown'

// Enhanced status codes of RFC 3463 (its subjects are 0 to 7), anywhere in a text; no part of an IP address, and no version
// of a program.
const CODE = /(?<![\d.]|\b(?:exim|postfix|sendmail|version) |\bv)([45])\.(0?[0-7])\.(\d{1,3})(?!\d|\.\d|-v\d)/gi
const LONGEST_HEAD = 60
const LONGEST_SEARCHED = 100_000
const LONGEST_WORDS = 1_000
const MOST_CODES = 10

/**
 * The codes of class 5 that are about the address itself (RFC 3463 §3.2 and §3.3, RFC 7505, RFC 7293, RFC 5248). Not
 * among them: 5.1.7 and 5.1.8, which are about the sender; 5.2.2 and 5.2.3, a mailbox that is full or takes no such size;
 * 5.3 to 5.6, the systems between, the protocol, the content; and 5.7, a policy, which another mail may satisfy.
 */
const ADDRESS = new Set(['0.0', '1.0', '1.1', '1.2', '1.3', '1.4', '1.6', '1.10', '2.1', '7.17', '7.18'])

// How providers name the type of a bounce, at the beginning of what they write, without blanks and hyphens.
const PERMANENT =
  /^(?:hard(?:bounced?|fail(?:ed|ure)?)?|perm(?:anent)?(?:ly)?(?:bounced?|fail(?:ed|ure)?|error|er?fehler|erzustellfehler)?|dauerhaft(?:e[rs]?)?(?:zustell)?(?:fehler)?|endgültig(?:e[rs]?)?(?:zustell)?(?:fehler)?|badmailbox|bademailaddress|invalid(?:email|recipient|domain)|noemail)$/
const TRANSIENT =
  /^(?:soft(?:bounced?|fail(?:ed|ure)?)?|temp(?:orary)?(?:bounced?|fail(?:ed|ure)?|error)?|transient(?:bounced?|fail(?:ed|ure)?|error)?|vorübergehend(?:e[rs]?)?(?:zustell)?(?:fehler)?|deferred|delayed|undetermined)$/
// Where a type comes without a code, these words name a reason that is none of the address.
const PASSING =
  /(?<!\p{L})(?:full|over ?quota|quota|kontingent|voll|over ?limit|rate|spam|content|block(?:ed|ing|ed ?list(?:ed)?|list(?:ed)?)?|too (?:large|big)|zu gro(?:ß|ss)|out of office|abwesend?)(?!\p{L})|(?<!\p{L})(?:temporar|vorübergehend|gr[ea]y|try again|später|polic(?:y|ies)|richtlinie|reputation|speicherplatz|abwesenheit)|(?:kontingent|quota|voll)(?!\p{L})/iu
// Addresses, hosts and links name somebody or something, and are no reason: nobody at a `fullservice.example` is full.
const NAMES = /\S*@\S*|https?:\S*|[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/gu

const LONGEST_REASON = 500

/** What is kept of a reason: its beginning, and the codes behind that. */
export function shortReason(text: string): string {
  if (text.length <= LONGEST_REASON) return text
  const codes = [...text.slice(0, LONGEST_SEARCHED).matchAll(CODE)]
    .filter(({ index }) => index + 'n.n.n'.length > LONGEST_REASON)
    .slice(0, MOST_CODES)
  const end = codes.length === 0 ? '' : ` … ${codes.map(([code]) => code).join(' ')}`
  return text.slice(0, LONGEST_REASON - end.length) + end
}

/** Reads what a provider wrote about a bounce. Where two things contradict each other, the milder one holds. */
export function readBounce(reason: string | null): BounceKind {
  const text = reason ?? ''
  const codes = [...text.matchAll(CODE)].map(([, kind = '', subject = '', detail = '']) => ({
    kind,
    about: `${Number(subject)}.${Number(detail)}`,
  }))
  const type = typeOf(text)
  if (type === 'transient' || codes.some(({ kind }) => kind === '4')) return 'transient'
  if (codes.length > 0) return codes.every(({ about }) => ADDRESS.has(about)) ? 'address' : 'message'
  if (type === null) return 'unknown'
  return PASSING.test(text.slice(0, LONGEST_WORDS).replaceAll(NAMES, ' ')) ? 'message' : 'address'
}

function typeOf(text: string): 'permanent' | 'transient' | null {
  const [head = ''] = text.slice(0, LONGEST_HEAD).split(/[:;,/|()[\]]|\s[-–]\s/, 1)
  const word = head.toLowerCase().replaceAll(/[\s_-]/g, '')
  if (TRANSIENT.test(word)) return 'transient'
  return PERMANENT.test(word) ? 'permanent' : null
}
