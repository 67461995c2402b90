import { runService } from '@polyphon/service-kit/runtime'
import { analyticsService } from './service.js'

await runService(analyticsService)
