import { AppError } from '@polyphon/service-kit'

export const journeyUnknown = (): AppError => new AppError('missing', 'journey_unknown', 'There is no such journey.')
