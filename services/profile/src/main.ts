import { runService } from '@polyphon/service-kit'
import { profileService } from './service.js'

await runService(profileService)
