/** A client that shows what happens on the socket, byte by byte. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { sign } from "../../../cloud/api/sign.ts";
import type { Sandbox } from "../../../sandbox/server.ts";
import { versions } from "./client.ts";

export interface Wire {
  socket: Socket;
  /** Everything received so far. */
  received(): string;
  /** How the connection ended: `end` after a FIN, else the error's code. */
  ended: Promise<string>;
}

/** @param ca PEM: speak TLS and trust this, for `localhost` */
export function open(port: number, ca?: string): Wire {
  const target = { port, host: "127.0.0.1" };
  const socket = ca === undefined ? connect(target) : connectTls({ ...target, ca, servername: "localhost" });
  let received = "";
  socket.on("data", (data) => {
    received += data.toString("latin1");
  });
  const ended = new Promise<string>((resolve) => {
    socket.once("end", () => resolve("end"));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  return { socket, received: () => received, ended };
}

/** The bytes of a signed request. */
export function requestBytes(sandbox: Sandbox, action: string, body: object): { head: string; body: string } {
  const text = JSON.stringify(body);
  const host = `127.0.0.1:${sandbox.port}`;
  const signed = { "content-type": "application/json", host };
  const headers = {
    Host: host,
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(text)),
    "X-TC-Action": action,
    "X-TC-Version": versions.cls,
    "X-TC-Region": "ap-guangzhou",
    ...sign({ headers: signed, body: Buffer.from(text) }, sandbox.credentials, Math.floor(Date.now() / 1000), "cls"),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return { head: `POST / HTTP/1.1\r\n${lines.join("")}\r\n`, body: text };
}

/** Sends a signed request. */
export function send(sandbox: Sandbox, action: string, body: object, ca?: string): Wire {
  const wire = open(sandbox.port, ca);
  const request = requestBytes(sandbox, action, body);
  wire.socket.write(request.head + request.body);
  return wire;
}

/** Waits until what was received matches. */
export async function until(wire: Wire, pattern: RegExp): Promise<string> {
  while (!pattern.test(wire.received())) await once(wire.socket, "data");
  return wire.received();
}
