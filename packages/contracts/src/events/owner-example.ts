import type { Owner } from '../owner.js'

export const staffId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a70'
export const owner: Owner = { unit: 'service', staffId, because: 'responsible for the touchpoint delivery' }
