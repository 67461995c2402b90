import { CONDITIONS_GUIDE } from '@polyphon/conditions'
import { defineService } from '@polyphon/service-kit'
import { answers } from './answers/feature.js'
import { feedbackCodes } from './codes.js'
import { feedbackSettings } from './config.js'
import { invitations } from './invitations/feature.js'
import { kinds } from './kinds/feature.js'
import { surveys } from './surveys/feature.js'

export const feedbackService = defineService({
  name: 'feedback',
  port: 7004,
  title: 'Polyphon feedback',
  description: 'Surveys, invitations to answer them, and the answers: what people feel, at which touchpoint.',
  tags: {
    Surveys: 'Surveys and their versions: which questions there are and when each is shown.',
    Invitations: 'Who is asked, and the link by which they answer.',
    Answers: 'What people answered.',
  },
  codes: feedbackCodes,
  guide: CONDITIONS_GUIDE,
  settings: feedbackSettings,
  migrations: new URL('../migrations', import.meta.url),
  keepsPeople: 'people',
  keepsWorkspaces: true,
  open: async () => ({ tools: undefined, close: async () => undefined }),
  groups: { orders: 'prompt', people: 'background', permissions: 'background', definitions: 'background' },
  features: [surveys, invitations, answers, kinds],
})
