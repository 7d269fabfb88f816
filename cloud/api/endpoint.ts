/** Where requests may go. The allow-list is code, not configuration: signed requests carry tokens and passwords. */

import * as l10n from "@vscode/l10n";
import type { Credential } from "../credentials/credential.ts";
import { isDummyId, SANDBOX_SECRET_ID } from "../credentials/sandbox.ts";

export type Service = "cls" | "ckafka";
export type Site = "china" | "international";

/** `cls[.<region>][.intl]` (product page 614/42759) and the name inside Tencent Cloud's private networks. */
const CLOUD_HOST =
  /^cls(\.[a-z]{2}(-[a-z0-9]+)+)?(\.intl)?\.tencentcloudapi\.com$|^cls\.internal\.tencentcloudapi\.com$/;

export class EndpointError extends Error {
  override readonly name = "EndpointError";
}

/** An address that passed the allow-list. */
export class Endpoint {
  readonly #url: URL;
  private constructor(url: URL) {
    this.#url = url;
  }

  static readonly china = new Endpoint(new URL("https://cls.tencentcloudapi.com"));
  static readonly international = new Endpoint(new URL("https://cls.intl.tencentcloudapi.com"));

  static ofSite(site: Site): Endpoint {
    return Endpoint[site];
  }

  /**
   * @param text A host name, or an https address; http only for the sandbox on this computer.
   * @throws EndpointError saying what is not allowed about it.
   */
  static parse(text: string): Endpoint {
    const address = text.includes("://") ? text.trim() : `https://${text.trim()}`;
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url) throw new EndpointError(l10n.t("The endpoint is not an address."));
    if (url.username || url.password || url.pathname !== "/" || url.search || url.hash) {
      throw new EndpointError(l10n.t("The endpoint must be a host only: no user, no path, no query."));
    }
    if (isLoopback(url) && /^https?:$/.test(url.protocol)) return new Endpoint(url);
    if (!CLOUD_HOST.test(url.hostname)) {
      throw new EndpointError(
        l10n.t(
          "The endpoint {0} is not an address of Tencent Cloud CLS, such as {1}.",
          url.host,
          "cls.tencentcloudapi.com",
        ),
      );
    }
    if (url.protocol !== "https:" || url.port) {
      throw new EndpointError(l10n.t("The endpoint must use https on its usual port."));
    }
    return new Endpoint(url);
  }

  /** Whether it is the sandbox on this computer. */
  get sandbox(): boolean {
    return isLoopback(this.#url);
  }

  /** Undefined for the sandbox. */
  get site(): Site | undefined {
    if (this.sandbox) return undefined;
    return this.#url.hostname.includes(".intl.") ? "international" : "china";
  }

  /** Host name, with the port when it is not the usual one. */
  get host(): string {
    return this.#url.host;
  }

  /** The address to send requests for a service to. */
  url(service: Service): URL {
    const url = new URL(this.#url);
    if (!this.sandbox) url.hostname = url.hostname.replace(/^cls/, service);
    return url;
  }

  toString(): string {
    return this.#url.origin;
  }
}

export function isLoopback(url: URL): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
}

/** What may be a real credential never goes to this computer's sandbox, and the sandbox's never to a real host. */
export function requireMatchingCredential(endpoint: Endpoint, { secretId }: Credential): void {
  if (endpoint.sandbox ? isDummyId(secretId) : secretId !== SANDBOX_SECRET_ID) return;
  throw new EndpointError(
    endpoint.sandbox
      ? l10n.t("Real credentials are never sent to the sandbox {0}: it has its own.", endpoint.host)
      : l10n.t("The sandbox's credentials are of no use at {0}.", endpoint.host),
  );
}
