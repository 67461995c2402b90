/**
 * What a bounce says. `address`: nobody will ever get a mail there. `message`: this mail was refused for good, another
 * one may not be. `transient` and `unknown` say nothing about tomorrow.
 */
export type BounceKind = 'address' | 'message' | 'transient' | 'unknown'

// Enhanced status codes of RFC 3463, anywhere in a text; no part of an IP address or of a version with four parts.
const CODE = /(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?!\d|\.\d)/g
const LONGEST_HEAD = 60

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
  /full|quota|voll|kontingent|speicherplatz|over ?limit|temporar|vorübergehend|grey|gray|try again|später|spam|policy|richtlinie|block|too (?:large|big)|zu gro(?:ß|ss)|content|reputation|rate|out of office|abwesen/i

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
  return PASSING.test(text) ? 'message' : 'address'
}

function typeOf(text: string): 'permanent' | 'transient' | null {
  const [head = ''] = text.slice(0, LONGEST_HEAD).split(/[:;,/|()[\]]|\s[-–]\s/, 1)
  const word = head.toLowerCase().replaceAll(/[\s_-]/g, '')
  if (TRANSIENT.test(word)) return 'transient'
  return PERMANENT.test(word) ? 'permanent' : null
}
