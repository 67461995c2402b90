import { AppError } from '@polyphon/service-kit'

export const exportUnknown = (): AppError => new AppError('missing', 'export_unknown', 'There is no such export.')
