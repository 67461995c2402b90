import { runService } from '@polyphon/service-kit'
import { notesService } from './notes-service.js'

await runService(notesService)
