/** Derives from schemas/recharge.schema.json what must not be written by hand. Stub until the schema lands. */
export async function generate(): Promise<void> {}
