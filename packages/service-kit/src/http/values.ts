import { channelName, topicName } from '@polyphon/values'
import { z } from 'zod'

/** A key that users choose for what they define. */
export const Key = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'must start with a small letter and hold only a-z, 0-9, _ and -, at most 63')
  .describe('Chosen by you: small letters, digits, `_` and `-`')

/** A channel that reaches people, however it is written; whoever owns channels refuses what is none. */
export const Channel = z.string().max(100).overwrite(channelName).min(1)

/** A topic of messages that people allow or refuse, in its one form. */
export const Topic = z
  .string()
  .max(200)
  .overwrite(topicName)
  .min(1)
  .max(200)
  .describe('What it is about, as permissions name it; spellings that look alike are one topic')

/** An id made by Polyphon. */
export const Id = z
  .uuid()
  .transform((text) => text.toLowerCase())
  .meta({ type: 'string', format: 'uuid' })
