/**
 * What a person has to look at, as comments at the top of a text: there it is read, and stays until it is dealt with.
 * @param mark what begins a comment
 */
export function remarks(texts: readonly string[], mark: string): string {
  return texts.map((text) => `${mark} ${text.replace(/\s*[\r\n]+\s*/g, " ")}\n`).join("");
}
