import { isIP } from 'node:net'
import { type Allowed, leadsTo } from './addresses.js'
import { OutsideError } from './outside-error.js'

const LONGEST_URL = 2_048
// What the system of names can hold (RFC 1035, 2.3.4), and the underscore that some write; a URL is in its ASCII form here.
const HOST_NAME = /^(?=.{1,254}$)(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?$/
const FIRST_FREE_PORT = 1_024

/**
 * Reads a URL that a user has named: `https`, or `http` to an address that is allowed by name; no credentials, no port of a
 * system service. An address that stands in it, however it is spelt, has to be a public one; names are looked up where they
 * are called.
 * @throws OutsideError with `url_unusable`, `url_not_https` or `url_not_public`
 */
export function checkUrl(text: string, allowed: Allowed): URL {
  if (text.length > LONGEST_URL) throw new OutsideError('url_unusable', `A URL has at most ${LONGEST_URL} characters.`)
  // Readers of URLs leave out tabs and line ends: what is called would not be what is shown.
  if (/\p{Cc}/u.test(text))
    throw new OutsideError('url_unusable', 'A URL has no line ends, tabs or control characters.')
  if (!URL.canParse(text)) throw new OutsideError('url_unusable', 'This is no URL, such as https://example.org/path.')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw notHttps()
  if (url.username !== '' || url.password !== '')
    throw new OutsideError('url_unusable', 'A URL must not carry a user name or a password.')
  if (isReserved(url)) throw new OutsideError('url_unusable', 'The port must be that of the protocol, or from 1024 up.')
  const address = addressIn(url)
  if (address === null && !HOST_NAME.test(url.hostname))
    throw new OutsideError('url_unusable', `No host can have the name ${JSON.stringify(url.hostname.slice(0, 300))}.`)
  if (address !== null) checkAddresses([address], { isPlain: url.protocol === 'http:', allowed })
  return url
}

/**
 * Whether a host may be called at every one of these addresses, by which it is known at this moment.
 * @throws OutsideError with `url_not_https` or `url_not_public`
 */
export function checkAddresses(
  addresses: readonly string[],
  { isPlain, allowed }: { readonly isPlain: boolean; readonly allowed: Allowed },
): void {
  const leads = addresses.map((address) => leadsTo(address, allowed))
  if (leads.length === 0 || leads.includes('inside')) throw notPublic()
  if (isPlain && leads.includes('public')) throw notHttps()
}

/** The address that stands in a URL instead of a name. The URL has read every spelling of it already. */
export function addressIn({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? null : bare
}

// Mail servers, databases of the system and the like, which take part of a request for a command of theirs.
const isReserved = ({ port }: URL): boolean => port !== '' && Number(port) < FIRST_FREE_PORT

const notHttps = (): OutsideError => new OutsideError('url_not_https', 'The URL must begin with https://.')
const notPublic = (): OutsideError =>
  new OutsideError('url_not_public', 'The URL leads to an address that is not a public one.')
