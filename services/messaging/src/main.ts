import { runService } from '@polyphon/service-kit/runtime'
import { messagingService } from './service.js'

await runService(messagingService)
