/** Texts that were saved in another encoding than UTF-8. */

/**
 * Whether what was read as UTF-8 is UTF-16 without a byte order mark. What is written in files of ours begins with ASCII
 * characters, and one byte of each is zero then.
 */
export function looksLikeUtf16(text: string): boolean {
  return (text[0] === "\0") !== (text[1] === "\0");
}
