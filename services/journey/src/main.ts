import { runService } from '@polyphon/service-kit'
import { journeyService } from './service.js'

await runService(journeyService)
