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

const BRIEF_CHARACTERS = 120;

/** A JSON value in one line, cut where it is long: enough to tell it from others. */
export function brief(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > BRIEF_CHARACTERS ? `${text.slice(0, BRIEF_CHARACTERS - 1)}…` : text;
}
