/** Derives from schemas/recharge.schema.json what must not be written by hand. */
export async function generate(): Promise<void> {
  // Nothing yet: the schema comes next.
}
