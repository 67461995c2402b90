import { withoutInvisible } from './invisible.js'

/**
 * The one form of a topic's name, by which permissions are found: `Newsletter `, `newsletter` and the same in another
 * composition or width are one topic, so that a *no* for one spelling binds all of them.
 */
export const topicName = (text: string): string =>
  withoutInvisible(text.normalize('NFKC').toLowerCase()).replaceAll(/\s+/gu, ' ').trim()
