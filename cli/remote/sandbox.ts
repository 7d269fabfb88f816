/** The sandbox beside this program, loaded when it is wanted, with the credentials that this program uses for it. */
import type { Credential } from "../../cloud/credentials/credential.ts";
import { environmentDummy, sandboxCredential } from "../../cloud/credentials/sandbox.ts";
import type { Credentials, Sandbox, SandboxOptions } from "../../sandbox/server.ts";

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  // A bundle of its own: it knows nothing of this program, and most runs do without it.
  const { startSandbox: start } = require("./sandbox.js") as typeof import("../../sandbox/server.ts");
  const dummy = await environmentDummy();
  const moreCredentials = dummy && dummy !== "real" ? [plain(dummy)] : [];
  return start({ credentials: plain(sandboxCredential()), moreCredentials, ...options });
}

function plain({ secretId, secretKey, token }: Credential): Credentials {
  return { secretId, secretKey, ...(token !== undefined && { token }) };
}
