/** A JSON value as text to be read. */
export function pretty(value: unknown): string {
  return JSON.stringify(value ?? null, null, 2);
}

/** The value that a text says in JSON, or why it says none. */
export function readJson(text: string): { value: unknown; error?: undefined } | { value?: undefined; error: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: `Not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
