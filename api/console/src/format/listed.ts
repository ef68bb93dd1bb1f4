/** What a text lists between commas, each once. */
export function listed(text: string): string[] {
  return [...new Set(text.split(",").map((each) => each.trim()).filter(Boolean))];
}
