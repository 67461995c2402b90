import { runService } from '@polyphon/service-kit/runtime'
import { journeyService } from './service.js'

await runService(journeyService)
