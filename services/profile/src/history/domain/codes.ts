import { type Codes, fault } from '@polyphon/values'

/** What may be wrong with a moment of the past. */
export const historyCodes: Codes = {
  at_in_future: fault('Nothing is known yet of a moment that has not come.', 'Ask for a moment that is over.'),
}
