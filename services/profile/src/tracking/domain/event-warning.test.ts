import { describe, expect, it } from 'vitest'
import { warningOf } from './event-warning.js'

describe('a warning of an event', () => {
  it('names the field that it is about', () => {
    expect(warningOf('identifier_blocked:user_id')).toMatchObject({ code: 'identifier_blocked', pointer: '/userId' })
    expect(warningOf('identifier_invalid:crm').pointer).toBe('/context/externalIds')
    expect(warningOf('alias_refused').pointer).toBe('/previousId')
  })

  it.each(Object.getOwnPropertyNames(Object.prototype))('takes %s for a name like any other', (name) => {
    const { pointer, detail } = warningOf(`identifier_invalid:${name}`)
    expect([pointer, detail]).toEqual([
      '/context/externalIds',
      `This value cannot be an identifier of its type. (${name})`,
    ])
    expect(warningOf(name)).toEqual({ pointer: '', code: name, detail: 'This was not taken as it was sent.' })
  })
})
