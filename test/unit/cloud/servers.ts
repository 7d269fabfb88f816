/** Small servers on loopback that misbehave on purpose. Each closes with its test. */

import { once } from "node:events";
import * as http from "node:http";
import * as net from "node:net";
import * as tls from "node:tls";
import { onTestFinished } from "vitest";
import type { Certificate } from "./certificate.ts";

/** Starts a server. @returns its port. */
export async function listen(server: net.Server, host = "127.0.0.1"): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    // A peer that goes away is what these servers are for.
    socket.on("error", () => socket.destroy());
  });
  server.on("tlsClientError", (_: Error, socket: tls.TLSSocket) => socket.destroy());
  server.listen(0, host);
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not a TCP server");
  return address.port;
}

export interface RawServer {
  port: number;
  /** Everything that was received, over all connections. */
  received(): string;
  connections(): number;
}

/** Hands each connection over once it stands (after the handshake, with a certificate). */
export async function rawServer(
  script: (socket: net.Socket, received: () => string) => void,
  certificate?: Certificate,
  host?: string,
): Promise<RawServer> {
  let received = "";
  let connections = 0;
  const onSocket = (socket: net.Socket) => {
    connections++;
    socket.on("error", () => socket.destroy());
    socket.on("data", (data: Buffer) => {
      received += data.toString("latin1");
    });
    script(socket, () => received);
  };
  const server = certificate ? tls.createServer(certificate, onSocket) : net.createServer(onSocket);
  const port = await listen(server, host);
  return { port, received: () => received, connections: () => connections };
}

/** Answers every request with the same bytes, as soon as its body (of `Content-Length` bytes) is complete. */
export function answering(
  answer: string | Buffer,
  then: "end" | "reset" | "keep" = "end",
): (socket: net.Socket, received: () => string) => void {
  return (socket, received) => {
    let done = false;
    socket.on("data", () => {
      if (done || !isComplete(received())) return;
      done = true;
      socket.write(answer, () => {
        if (then === "end") socket.end();
        if (then === "reset") socket.resetAndDestroy();
      });
    });
  };
}

function isComplete(request: string): boolean {
  const [head, body] = request.split("\r\n\r\n");
  const length = /^content-length: (\d+)$/im.exec(head ?? "")?.[1];
  return body !== undefined && body.length >= Number(length);
}

/** An HTTP answer with the right length. */
export function httpAnswer(body: string | Buffer, status = "200 OK", headers: string[] = []): Buffer {
  const bytes = Buffer.from(body);
  const head = [`HTTP/1.1 ${status}`, `Content-Length: ${bytes.length}`, ...headers, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head), bytes]);
}

export interface ProxyServer {
  port: number;
  /** The heads of the CONNECT requests, as received. */
  asked: { target: string; authorization: string | undefined }[];
}

/** An HTTP proxy that connects every name to `port` on loopback, or refuses with `status`. */
export async function proxyServer(port: number, status = 200): Promise<ProxyServer> {
  const asked: ProxyServer["asked"] = [];
  const server = http.createServer();
  server.on("connect", (request, client: net.Socket) => {
    asked.push({ target: request.url ?? "", authorization: request.headers["proxy-authorization"] });
    client.on("error", () => client.destroy());
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`);
      return;
    }
    const upstream = net.connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
  });
  return { port: await listen(server), asked };
}
