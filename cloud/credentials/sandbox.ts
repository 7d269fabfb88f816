/** What signs requests to a sandbox on this computer: never a key that an account may have. */
import { Credential } from "./credential.ts";
import { type Environment, environmentSource } from "./environment.ts";

/** The id by which the sandbox's credentials are known: no account has it. */
export const SANDBOX_SECRET_ID = "SANDBOX-EXAMPLE-SECRET-ID";

/** The throw-away key of the sandbox. Public, and accepted nowhere else. */
export function sandboxCredential(): Credential {
  return new Credential({ secretId: SANDBOX_SECRET_ID, secretKey: "sandbox-example-secret-key" });
}

/** Whether an id is plainly nobody's: it says that it is an example, or has not the shape that real ones have. */
export function isDummyId(secretId: string): boolean {
  return /example/i.test(secretId) || !/^[AI]KID[\w-]{30,}$/.test(secretId.trim());
}

/**
 * What the environment holds for a sandbox: a dummy key; `real` when it may be somebody's, which nothing is read of;
 * undefined when there is none.
 * @throws CredentialError for a dummy key that is incomplete or malformed.
 */
export async function environmentDummy(env: Environment = process.env): Promise<Credential | "real" | undefined> {
  const [profile] = await environmentSource(env).list();
  if (!profile) return undefined;
  return isDummyId(env.TENCENTCLOUD_SECRET_ID ?? "") ? await profile.load() : "real";
}
