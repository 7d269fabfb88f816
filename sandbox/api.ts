/** From a request as it arrived to what the API makes of it. Knows nothing of sockets and faults. */
import type { Effect } from "./actions/action.ts";
import { products } from "./actions/index.ts";
import { regions } from "./catalogue.ts";
import { ApiError, type Language, missingParameter, wrongType } from "./envelope.ts";
import { RateLimit } from "./rate-limit.ts";
import type { Store } from "./store.ts";
import { type Credentials, type SignedRequest, verify } from "./verify.ts";

export interface ApiOptions {
  credentials: readonly Credentials[];
  store: Store;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Requests per second and action instead of the documented ones; `false`: no limit. */
  rateLimit: number | false | undefined;
}

export type Judge = (request: SignedRequest) => Effect;

/** @returns a function that checks a request and says what it does, without doing it. It throws ApiError. */
export function createApi({ credentials, store, clock, rateLimit }: ApiOptions): Judge {
  const limit = new RateLimit(clock);
  return (request) => {
    const name = requiredHeader(request, "Action");
    const version = requiredHeader(request, "Version");
    if (request.method !== "POST" || request.url !== "/") {
      throw new ApiError(
        "UnsupportedProtocol",
        "Only POST requests to `/` are supported.",
        "只支持向 `/` 发送 POST 请求。",
      );
    }
    const product = products.get(version);
    if (!product) throw new ApiError("NoSuchVersion", `The version ${version} does not exist.`, "接口版本不存在。");
    verify(request, credentials, product.service, clock());
    const action = product.actions.get(name);
    if (!action) throw new ApiError("InvalidAction", `The action ${name} does not exist.`, "接口不存在。");
    const region = requiredHeader(request, "Region");
    if (!regions.includes(region)) {
      throw new ApiError("UnsupportedRegion", `The region ${region} is not supported.`, "接口不支持所传地域。");
    }
    const perSecond = rateLimit ?? action.limit;
    if (perSecond !== false && !limit.admits(name, perSecond)) {
      throw new ApiError(
        "RequestLimitExceeded",
        `Your request rate exceeds the limit of ${perSecond} requests per second for ${name}.`,
        `请求的次数超过了频率限制：${name} 每秒 ${perSecond} 次。`,
      );
    }
    const parameters = parseBody(request);
    action.parameters(parameters, "");
    return action.run({ region, parameters: parameters as Record<string, unknown>, store, now: clock });
  };
}

export function languageOf({ headers }: Pick<SignedRequest, "headers">): Language {
  return headers["x-tc-language"] === "zh-CN" ? "zh-CN" : "en-US";
}

function requiredHeader({ headers }: SignedRequest, name: "Action" | "Version" | "Region"): string {
  const value = headers[`x-tc-${name.toLowerCase()}`];
  if (!value) throw missingParameter(name);
  return String(value);
}

function parseBody({ headers, body }: SignedRequest): unknown {
  if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    throw new ApiError(
      "InvalidRequest",
      "The Content-Type has to be application/json.",
      "Content-Type 应为 application/json。",
    );
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    throw wrongType("body", "JSON in UTF-8");
  }
}
