/** A forward proxy for tests: tunnels CONNECT to loopback, asks for a password, refuses, or hangs. */
import { createServer, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { listen } from "./listen.ts";

export interface ProxyOptions {
  /** Answers 407 to requests without this `Proxy-Authorization: Basic`. */
  user?: string;
  password?: string;
  /** Instead of a tunnel: an HTTP status such as 502, or a connection that breaks or says nothing. */
  outcome?: number | "reset" | "hang";
  /** Port on 127.0.0.1 that every tunnel leads to, whatever host was asked for: a test never leaves the machine. */
  target: number;
}

export interface ForwardProxy {
  url: string;
  port: number;
  /** What was asked for, as `METHOD host:port`, without credentials. */
  requests: readonly string[];
  close(): Promise<void>;
}

export async function startProxy(options: ProxyOptions): Promise<ForwardProxy> {
  const { user, password, outcome, target } = options;
  const authorization =
    user === undefined ? undefined : `Basic ${Buffer.from(`${user}:${password ?? ""}`).toString("base64")}`;
  const requests: string[] = [];
  const upstreams = new Set<Socket>();

  const http = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(405).end("This proxy only tunnels.");
  });
  http.on("connect", (request: IncomingMessage, client: Socket) => {
    requests.push(`CONNECT ${request.url}`);
    if (authorization && request.headers["proxy-authorization"] !== authorization) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n');
    } else if (outcome === "reset") {
      listener.raw(client)?.resetAndDestroy();
    } else if (typeof outcome === "number") {
      client.end(`HTTP/1.1 ${outcome} Refused\r\nContent-Length: 0\r\n\r\n`);
    } else if (outcome !== "hang") {
      const upstream = connect(target, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        client.pipe(upstream).pipe(client);
      });
      upstreams.add(upstream);
      upstream.on("error", () => client.resetAndDestroy());
      client.on("close", () => upstream.destroy());
    }
  });

  const listener = await listen(http, { host: "127.0.0.1", port: 0, tls: undefined, intercept: () => false });
  return {
    url: `http://127.0.0.1:${listener.port}`,
    port: listener.port,
    requests,
    close: () => {
      for (const upstream of upstreams) upstream.destroy();
      return listener.close();
    },
  };
}
