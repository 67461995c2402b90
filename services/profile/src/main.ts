import { runService } from '@polyphon/service-kit/runtime'
import { profileService } from './service.js'

await runService(profileService)
