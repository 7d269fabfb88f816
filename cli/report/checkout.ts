import { relative, sep } from "node:path";

/** A path as GitHub looks for it: from its checkout, whichever folder a step of a workflow works in; else from the working folder. */
export function fromCheckout(file: string): string {
  return relative(process.env.GITHUB_WORKSPACE ?? "", file).replaceAll(sep, "/");
}
