import { readFileSync } from 'node:fs'
import { serviceDocuments } from './documents.js'

// For the toolchain, which runs this from source: documents can be made although something else does not compile yet.
process.stdout.write(JSON.stringify(await serviceDocuments((path) => readFileSync(path, 'utf8'))))
