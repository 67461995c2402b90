import { settingsOf } from '@polyphon/values'
import type { Workspace } from '../auth/workspace.js'

/** What pages for people look like: by whom they are, and in which colours. */
export interface Brand {
  readonly name: string
  readonly logoUrl: string | null
  readonly primaryColour: string | null
  readonly secondaryColour: string | null
}

/** The brand of a workspace, as its settings say; null where the workspace is not known. */
export function brandOf(workspace: Workspace | null): Brand | null {
  if (workspace === null) return null
  const { brand } = settingsOf(workspace)
  return { ...brand, name: brand.name ?? workspace.name }
}

/** How bright a colour `#rrggbb` is, from 0 to 1 (WCAG 2.2, relative luminance). */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2). */
export function contrastOf(left: string, right: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(left), luminanceOf(right)].toSorted((first, second) => first - second)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Black or white, whichever is easier to read on a colour: one of them always has a contrast of 4.5 and more. */
export const textOn = (colour: string): '#000000' | '#ffffff' =>
  contrastOf(colour, '#ffffff') >= contrastOf(colour, '#000000') ? '#ffffff' : '#000000'
