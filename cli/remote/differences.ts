/** Differences between a file and its task, in words and as JSON. */
import * as l10n from "@vscode/l10n";
import { REDACTED } from "../../cloud/api/redact.ts";
import type { Difference } from "../../cloud/task/drift.ts";
import { dotted } from "../../document/pointer.ts";
import { type Colors, printable } from "../terminal.ts";

/** From the cloud to the file, as `apply` would change it. Each line ends. */
export function differenceLines(differences: readonly Difference[], colors: Colors): string {
  return differences
    .map(({ pointer, file, cloud, hidden }) => {
      const [old, fresh] = [shown(hidden ? REDACTED : cloud), shown(file)];
      return `    ${dotted(pointer)}\n${colors.red(`      - ${old}`)}\n${colors.green(`      + ${fresh}`)}\n`;
    })
    .join("");
}

function shown(value: unknown): string {
  return value === undefined ? l10n.t("(not set)") : printable(JSON.stringify(value));
}

/** As in `--format json`: a value that is not set is null. */
export interface DifferenceJson {
  pointer: string;
  file: unknown;
  cloud: unknown;
}

export function toJson({ pointer, file = null, cloud = null }: Difference): DifferenceJson {
  return { pointer, file, cloud };
}
