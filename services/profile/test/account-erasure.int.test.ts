import { eventually } from '@polyphon/testkit'
import { expect, it } from 'vitest'
import { startErasing } from './erasing.js'

it('an account loses the traits that name whoever is erased, and keeps the others', async () => {
  const { profile, request, close } = await startErasing()
  const put = (path: string, traits: object) => profile.call(`PUT ${path}`, { body: { traits } })
  const traitsOf = async (key: string) => (await profile.call(`GET /v1/accounts/${key}`)).body.traits
  try {
    const { body } = await put('/v1/profiles/by/email/rechnung@example.test', { name: 'Ärne' })
    await put('/v1/accounts/rechnung', {
      name: 'Weiß GmbH',
      contacts: [{ for: 'Rechnungen', email: 'Rechnung@example.test' }],
    })
    await put('/v1/accounts/andere', { invoices: 'andere@example.test' })
    expect((await request({ profileId: body.id })).status).toBe(202)
    await eventually(async () => expect(await traitsOf('rechnung')).toEqual({ name: 'Weiß GmbH' }))
    expect(await traitsOf('andere')).toEqual({ invoices: 'andere@example.test' })
  } finally {
    await close()
  }
})
