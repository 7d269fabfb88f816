/** The sandbox beside this program, loaded when it is wanted, with the credentials that this program uses for it. */
import { sandboxCredential } from "../../cloud/credentials/sandbox.ts";
import type { Sandbox, SandboxOptions } from "../../sandbox/server.ts";

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  // A bundle of its own: it knows nothing of this program, and most runs do without it.
  const { startSandbox: start } = require("./sandbox.js") as typeof import("../../sandbox/server.ts");
  const { secretId, secretKey } = sandboxCredential();
  return start({ credentials: { secretId, secretKey }, ...options });
}
