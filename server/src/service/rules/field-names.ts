/** What stands in the way of indexing a field. Source: CLS's documentation of key-value indexes. */
import * as l10n from "@vscode/l10n";

/** Why a field of that name cannot be indexed; undefined when it can. */
export function indexObstacle(name: string): string | undefined {
  const bad = /[*\\",]/.exec(name)?.[0];
  if (bad !== undefined) return l10n.t("“{0}” cannot be indexed: its name holds “{1}”.", name, bad);
  if (name.startsWith("_") && name !== "__CONTENT__") {
    return l10n.t("“{0}” cannot be indexed: names that start with “_” belong to the system.", name);
  }
  return undefined;
}

/** The name whose child another one is: `a` of `a.b`; both cannot be indexed together. */
export function parentAmong(name: string, names: ReadonlySet<string>): string | undefined {
  for (let dot = name.lastIndexOf("."); dot > 0; dot = name.lastIndexOf(".", dot - 1)) {
    const parent = name.slice(0, dot);
    if (names.has(parent)) return parent;
  }
  return undefined;
}
