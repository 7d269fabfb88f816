import { Credential } from "./credential.ts";

/** The id of the documentation's signing example: no account has it. */
export const SANDBOX_SECRET_ID = "AKIDEXAMPLE00000000000000000000000000";

/** The throw-away key of the sandbox. Public, and accepted nowhere else. */
export function sandboxCredential(): Credential {
  return new Credential({ secretId: SANDBOX_SECRET_ID, secretKey: "EXAMPLEKEYEXAMPLEKEYEXAMPLEKEY00" });
}
