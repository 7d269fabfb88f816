import { object } from "../parameters.ts";
import type { Action } from "./action.ts";

/** Whose credentials these are: STS (API 2018-08-13). */
export const getCallerIdentity: Action = {
  limit: 20,
  parameters: object({}),
  run: () => ({
    result: {
      Arn: "qcs::cam::uin/100000000001:uin/100000000001",
      AccountId: "100000000001",
      UserId: "100000000001",
      PrincipalId: "100000000001",
      Type: "CAMUser",
    },
  }),
};
