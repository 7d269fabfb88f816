/** The sockets: accepts connections, optionally does TLS, and gives every connection a chance to fail before a byte is read. */
import type { Server } from "node:http";
import { createServer, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

export interface Listener {
  port: number;
  /** The TCP connection below a request's socket. */
  raw(socket: Socket): Socket | undefined;
  close(): Promise<void>;
}

export interface ListenOptions {
  host: string;
  /** 0: any free one. */
  port: number;
  tls: { cert: string; key: string } | undefined;
  /** @returns true when it has dealt with the connection itself */
  intercept: (socket: Socket) => boolean;
}

/** @throws the error of `listen`, for example EADDRINUSE */
export async function listen(http: Server, { host, port, tls, intercept }: ListenOptions): Promise<Listener> {
  const raws = new Set<Socket>();
  const below = new WeakMap<Socket, Socket>();
  const secureContext = tls && createSecureContext(tls);
  const server = createServer({ noDelay: true }, (raw) => {
    raws.add(raw);
    raw.once("close", () => raws.delete(raw));
    raw.on("error", () => raw.destroy());
    if (intercept(raw)) return;
    const socket = secureContext ? new TLSSocket(raw, { isServer: true, secureContext }) : raw;
    socket.on("error", () => socket.destroy());
    below.set(socket, raw);
    http.emit("connection", socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    raw: (socket) => below.get(socket),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const raw of raws) raw.destroy();
      }),
  };
}
