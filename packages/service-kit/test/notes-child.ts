import { runService } from '@polyphon/service-kit/runtime'
import { notesService } from './notes-service.js'

await runService(notesService)
