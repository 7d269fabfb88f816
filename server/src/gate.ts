/** Which messages may be handled when, by the protocol: nothing but `initialize` and `exit` before the one, nothing but `exit` after shutdown. */
import { type Connection, ErrorCodes, type Message, type MessageStrategy, ResponseError } from "vscode-languageserver";

const REFUSED = "recharge/refused";

export class Gate implements MessageStrategy {
  #state: "new" | "running" | "shut-down" = "new";

  get isShutDown(): boolean {
    return this.#state === "shut-down";
  }

  /** Takes the place of what comes too early or too late. */
  register(connection: Connection): void {
    connection.onRequest(REFUSED, () =>
      this.#state === "new"
        ? new ResponseError(ErrorCodes.ServerNotInitialized, "initialize comes first")
        : new ResponseError(ErrorCodes.InvalidRequest, "not after initialize or shutdown"),
    );
    connection.onNotification(REFUSED, () => undefined);
  }

  handleMessage(message: Message, next: (message: Message) => void): void {
    const method = "method" in message && typeof message.method === "string" ? message.method : undefined;
    // Answers to the server's own requests have no method.
    if (method === undefined || this.#admits(method)) next(message);
    else next({ ...message, method: REFUSED } as Message);
  }

  #admits(method: string): boolean {
    if (method === "exit" || method.startsWith("$/")) return true;
    if (method === "initialize") return this.#enter("new", "running");
    if (method === "shutdown") return this.#enter("running", "shut-down");
    return this.#state === "running";
  }

  #enter(from: string, to: "running" | "shut-down"): boolean {
    if (this.#state !== from) return false;
    this.#state = to;
    return true;
  }
}
