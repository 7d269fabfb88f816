/** recharge.schema.json as another program uses it: compiled by Ajv as it is. */
import { Ajv } from "ajv";
import { vocabulary } from "../../schemas/vocabulary.mts";
import { rootSchema } from "../../server/src/service/schema.ts";

export const ajv = new Ajv({ strict: true, allErrors: true });
ajv.addVocabulary(vocabulary);

export const validate = ajv.compile(rootSchema);
