import { AppError } from '@polyphon/service-kit'
import type { RenderFault } from '../domain/rendering.js'

/** A thread did not come back, which says nothing about the template. */
export function rendererUnavailable({ code, detail }: RenderFault): AppError {
  return new AppError('unavailable', code, `The template could not be rendered now: ${detail}`, {
    retryAfterSeconds: 5,
  })
}
