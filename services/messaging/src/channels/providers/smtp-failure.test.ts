import { describe, expect, it } from 'vitest'
import { failureOf } from './smtp-failure.js'

const error = (fields: Readonly<Record<string, unknown>>): Error => Object.assign(new Error('x'.repeat(900)), fields)

describe('failure with a mail server', () => {
  it.each([
    [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'smtp_certificate'],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'smtp_certificate'],
    [{ code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'smtp_certificate'],
    [{ code: 'ESOCKET', originalCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'smtp_certificate'],
    [{ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'smtp_tls'],
    [{ code: 'ETLS', responseCode: 502 }, 'smtp_tls'],
    [{ code: 'EAUTH', responseCode: 535 }, 'smtp_login'],
    [{ code: 'EAUTH' }, 'smtp_login'],
    [{ code: 'EAUTH', responseCode: 454 }, 'smtp_454'],
    [{ code: 'ETIMEDOUT' }, 'smtp_timeout'],
    [{ code: 'EDNS' }, 'smtp_host_unknown'],
    [{ code: 'ECONNECTION', responseCode: 421 }, 'smtp_421'],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'otherwise'],
    [{}, 'otherwise'],
  ])('%j is %s', (fields, reason) => {
    const failure = failureOf(error(fields), 'otherwise')
    expect(failure.reason).toBe(reason)
    expect(failure.detail).toHaveLength(300)
  })
})
