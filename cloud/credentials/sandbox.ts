import { Credential } from "./credential.ts";

/** The id by which the sandbox's credentials are known: no account has it. */
export const SANDBOX_SECRET_ID = "SANDBOX-EXAMPLE-SECRET-ID";

/** The throw-away key of the sandbox. Public, and accepted nowhere else. */
export function sandboxCredential(): Credential {
  return new Credential({ secretId: SANDBOX_SECRET_ID, secretKey: "sandbox-example-secret-key" });
}
