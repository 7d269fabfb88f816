/** Values of `${env:NAME}` and `${secret:NAME}` in a terminal: both come from the environment. */
import type { Placeholder } from "../../document/placeholders.ts";

/** Where a secret is looked for: outside the editor there is no secret store. */
export function secretVariable(name: string): string {
  return `CLS_RECHARGE_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
}

export function resolvePlaceholder({ kind, name }: Placeholder): string | undefined {
  return process.env[kind === "env" ? name : secretVariable(name)];
}
