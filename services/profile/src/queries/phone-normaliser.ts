import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { PhoneNormaliser } from '../domain/identifier.js'

/** Reads phone numbers as they are written in a region, and international ones anywhere. */
export function phoneNormaliser(defaultRegion: string | null): PhoneNormaliser {
  const region: CountryCode | undefined =
    defaultRegion !== null && isSupportedCountry(defaultRegion) ? defaultRegion : undefined
  return (text) => {
    // Longer text is no phone number, and reading it would take long.
    if (text.length > 60) return null
    const number = parsePhoneNumberFromString(text, region === undefined ? {} : { defaultCountry: region })
    return number?.isValid() === true ? number.number : null
  }
}
