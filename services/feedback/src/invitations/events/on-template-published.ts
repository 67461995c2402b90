import { templatePublished } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { keepTemplate } from '../commands/keep-template.js'

/** Keeps which templates there are, to say of an invitation that it names none of them. */
export const onTemplatePublished = (): Handler =>
  on(templatePublished, { naturalKey: '(workspace, key), the higher version' }, (tx, { data }) =>
    keepTemplate(tx, data),
  )
