/** The shape of every answer: `{"Response": {…, "RequestId"}}`, errors too, and both with HTTP status 200. */

export type Fields = { [name: string]: unknown };

/** As in the `X-TC-Language` header. */
export type Language = "en-US" | "zh-CN";

/** An answer of the API's own: `code` from its list of error codes, the text in both of its languages. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  readonly zh: string;
  constructor(code: string, en: string, zh: string = en) {
    super(en);
    this.code = code;
    this.zh = zh;
  }
}

export function success(requestId: string, result: Fields): Fields {
  return { Response: { ...result, RequestId: requestId } };
}

export function failure(requestId: string, error: ApiError, language: Language): Fields {
  const message = language === "zh-CN" ? error.zh : error.message;
  return { Response: { Error: { Code: error.code, Message: message }, RequestId: requestId } };
}

export const missingParameter = (name: string): ApiError =>
  new ApiError(
    "MissingParameter",
    `The request is missing a required parameter \`${name}\`.`,
    `缺少参数 \`${name}\`。`,
  );

export const unknownParameter = (name: string): ApiError =>
  new ApiError("UnknownParameter", `The parameter \`${name}\` is not recognized.`, `未定义的参数 \`${name}\`。`);

export const wrongType = (name: string, expected: string): ApiError =>
  new ApiError(
    "InvalidParameter",
    `The value type of parameter \`${name}\` is not valid: expected ${expected}.`,
    `参数 \`${name}\` 的类型不正确：应为 ${expected}。`,
  );

export const invalidValue = (name: string, why: string, zh: string): ApiError =>
  new ApiError(
    "InvalidParameterValue",
    `The value of parameter \`${name}\` is not valid: ${why}.`,
    `参数 \`${name}\` 的取值不正确：${zh}。`,
  );
