import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import type { PhoneNormaliser } from '../domain/identifier.js'

/** Reads phone numbers as people of a region write them; without one only international numbers are known. */
export function phoneNormaliser(region: string | null): PhoneNormaliser {
  const country: CountryCode | undefined = region !== null && isSupportedCountry(region) ? region : undefined
  return (text) => {
    const number = parsePhoneNumberFromString(text, country)
    return number?.isValid() === true ? number.number : null
  }
}
