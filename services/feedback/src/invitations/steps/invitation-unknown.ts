import { AppError } from '@polyphon/service-kit'

export const invitationUnknown = (): AppError =>
  new AppError('missing', 'invitation_unknown', 'There is nothing behind this link.')
