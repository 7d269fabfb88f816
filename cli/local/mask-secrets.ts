/** Source lines end up in logs of pipelines: what is secret in them is not shown. */
import { isPlaceholder } from "../../document/placeholders.ts";
import { Token, tokens } from "../../document/scan.ts";
import { fields } from "../../schemas/generated/fields.ts";

const secretNames = new Set(
  Object.entries(fields)
    .filter(([, visibility]) => visibility === "secret")
    .map(([pointer]) => pointer.slice(pointer.lastIndexOf("/") + 1).toLowerCase()),
);

/** Without any of these a text needs no closer look. */
const SECRET_NAME = new RegExp([...secretNames].join("|"), "i");

/** The text with the values of secret fields masked, wherever they stand, unit by unit so that columns stay. */
export function maskSecrets(text: string): string {
  if (!SECRET_NAME.test(text)) return text;
  let masked = "";
  let done = 0;
  let [key, colon] = ["", false];
  for (const { kind, offset, end } of tokens(text, { significant: true })) {
    const token = text.slice(offset, end);
    if (colon && secretNames.has(key) && kind >= Token.Null && !isNamed(token)) {
      masked += text.slice(done, offset) + token.replace(/[^"\r\n]|(?!^)"(?!$)/g, "•");
      done = end;
    }
    colon = kind === Token.Colon;
    if (!colon) key = kind === Token.String ? token.slice(1, -1).toLowerCase() : "";
  }
  return masked + text.slice(done);
}

function isNamed(token: string): boolean {
  return token.endsWith('"') && isPlaceholder(token.slice(1, -1));
}
