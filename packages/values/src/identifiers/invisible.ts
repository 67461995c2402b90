import { nfc } from '../nfc.js'

// Zero width joiner and non-joiner, U+200C and U+200D, make another word in scripts that join their letters and another
// picture between emoji; everywhere else they come along with copied text.
const JOINING =
  '\\p{M}\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Mong}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Guru}\\p{sc=Gujr}\\p{sc=Orya}\\p{sc=Taml}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{sc=Sinh}\\p{sc=Khmr}\\p{sc=Mymr}\\p{sc=Tibt}\\p{Extended_Pictographic}\\p{Emoji_Modifier}'
const STRAY_JOINER = new RegExp(`(?<![${JOINING}])[\\u200C\\u200D]|[\\u200C\\u200D](?![${JOINING}])`, 'gu')

// What nobody sees: soft hyphen, zero width space, marks of direction, word joiner, byte order mark, fillers.
// Variation selectors and tags stay: they make another picture of an emoji.
const INVISIBLE =
  /\u034F|[\u17B4\u17B5]|[\u180B-\u180F]|[\u00AD\u061C\u115F\u1160\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}]/gu
const PRINTABLE_ASCII = /^[ -~]*$/

/**
 * Takes away what nobody sees (Unicode Default_Ignorable_Code_Point). Joiners stay where they join: in emoji, and in
 * scripts whose words they change (RFC 5892, appendix A.1 and A.2). The rest is composed (NFC): a mark that has become part of
 * its letter joins no longer.
 */
export function withoutInvisible(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text
  let before = text
  for (;;) {
    const after = nfc(before.replaceAll(INVISIBLE, '').replaceAll(STRAY_JOINER, ''))
    if (after === before) return after
    before = after
  }
}

/** Takes away every joiner, for what holds no words at all. */
export const withoutJoiners = (text: string): string => text.replaceAll(/\u200C|\u200D/g, '')

/** Full-width and half-width forms as the characters that they stand for: ＠ is @ (RFC 8265 §3.3.1). */
export const withoutWidth = (text: string): string =>
  text.replaceAll(/[\u3000\uFF01-\uFFEE]/g, (character) => character.normalize('NFKC'))
