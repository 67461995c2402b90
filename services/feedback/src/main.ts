import { runService } from '@polyphon/service-kit'
import { feedbackService } from './service.js'

await runService(feedbackService)
