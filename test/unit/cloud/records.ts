/** Journal records for tests. */
import { fileKey, keysOf, newOpId, type OpRecord } from "../../../cloud/journal/record.ts";

export const URI = "file:///work/orders.recharge.json";
export const target = { endpoint: "https://cls.example.com", region: "ap-guangzhou", secretId: "EXAMPLE" };

/** @param name tells tasks apart, and so the records' first keys */
export function makeRecord(fields: Partial<OpRecord> = {}, name = "orders"): OpRecord {
  const uri = fields.uri ?? URI;
  const keys = keysOf(target, "topic", name, uri);
  return {
    version: 1,
    opId: newOpId(keys),
    kind: "create",
    phase: "intent",
    keys: [keys.remote, fileKey(uri)].sort(),
    uri,
    endpoint: target.endpoint,
    region: target.region,
    topicId: "topic",
    name,
    before: [],
    id: undefined,
    requestId: undefined,
    adopted: false,
    visible: true,
    projection: { Name: name },
    bodyHash: "b",
    textHash: "t",
    traceId: "trace",
    startedAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    clockSkew: undefined,
    error: undefined,
    ...fields,
  };
}
