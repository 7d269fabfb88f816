/** An error the API answered with, inside HTTP 200. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** As the API spells it: `AuthFailure.SignatureExpire`. */
  readonly code: string;
  readonly requestId: string | undefined;
  /** @param message The server's text, in the language asked for; untrusted. */
  constructor(code: string, message: string, requestId: string | undefined) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}
