/** A door for tests in other processes: the sandbox's methods over HTTP, unsigned. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Sandbox } from "./server.ts";

type Door = Pick<Sandbox, "tasks" | "requests" | "script" | "unusedFaults" | "commitPending" | "release" | "setStatus">;

/**
 * GET tasks, requests, faults; POST script (a JSON array of faults), commit, release, status (`{"id", "status"}`).
 * Answers JSON: 200, 400 with `{"error"}` for what cannot be done, 403 to a web page, 404.
 */
export async function control(request: IncomingMessage, response: ServerResponse, sandbox: Door): Promise<void> {
  const doors: { [route: string]: (body: string) => unknown } = {
    "GET tasks": () => sandbox.tasks(),
    "GET requests": () => sandbox.requests,
    "GET faults": () => sandbox.unusedFaults(),
    "POST script": (body) => sandbox.script(JSON.parse(body)),
    "POST commit": () => sandbox.commitPending(),
    "POST release": () => sandbox.release(),
    "POST status": (body) => {
      const { id, status } = JSON.parse(body);
      sandbox.setStatus(id, status);
    },
  };
  const body = await text(request);
  const door = doors[`${request.method} ${request.url?.replace("/__sandbox/", "")}`];
  // Browsers send Origin: no page may steer the sandbox of who looks at it.
  const allowed = request.headers.origin === undefined;
  let status = allowed ? (door ? 200 : 404) : 403;
  let result: unknown;
  try {
    if (allowed) result = door?.(body);
  } catch (error) {
    status = 400;
    result = { error: String(error) };
  }
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(result ?? null));
}
