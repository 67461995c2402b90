import { runService } from '@polyphon/service-kit'
import { messagingService } from './service.js'

await runService(messagingService)
