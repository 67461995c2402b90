import { NAMED_OTHERWISE } from '../domain/channels.js'

const cases = NAMED_OTHERWISE.map(([channel, type]) => `when '${channel}' then '${type}'`)

/** In SQL, which identifier of a person the address of a row with a column `channel` is. */
export const typeOfAddress = `case channel ${cases.join(' ')} else channel end`
