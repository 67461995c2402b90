import { runService } from '@polyphon/service-kit/runtime'
import { feedbackService } from './service.js'

await runService(feedbackService)
