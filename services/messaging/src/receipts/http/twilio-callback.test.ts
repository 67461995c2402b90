import { expect, it } from 'vitest'
import { withOtherPort } from './twilio-callback.js'

it('the address that is signed may have the port that ours has not, and the other way round', () => {
  expect(withOtherPort('https://shop.example/v1/callbacks/twilio?messageId=1')).toBe(
    'https://shop.example:443/v1/callbacks/twilio?messageId=1',
  )
  expect(withOtherPort('http://shop.example/x')).toBe('http://shop.example:80/x')
  expect(withOtherPort('https://shop.example:8443/x?at=a:1')).toBe('https://shop.example/x?at=a:1')
})
