import { runService } from '@polyphon/service-kit'
import { analyticsService } from './service.js'

await runService(analyticsService)
