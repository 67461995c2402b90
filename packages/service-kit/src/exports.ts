export { BlobMissing } from './blobs/blob-store.js'
export { beginPart } from './rights/exports/begin-part.js'
export { aboutName, PartAbout, partFolder, pieceName } from './rights/exports/part-names.js'
export { type PreparedPart } from './rights/exports/part-timer.js'
