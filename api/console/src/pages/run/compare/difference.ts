/** The two sides of a difference that is written line by line with `-`, `+` and blanks; what is left out between is marked. */
export function sidesOf(difference: string): { before: string; after: string } {
  const before: string[] = [];
  const after: string[] = [];
  for (const line of difference.replace(/^@@.*\n/, "").split("\n")) {
    const text = /^[-+ ]/.test(line) ? line.slice(1) : line.startsWith("@@") ? "⋯" : line;
    if (!line.startsWith("+")) {
      before.push(text);
    }
    if (!line.startsWith("-")) {
      after.push(text);
    }
  }
  return { before: before.join("\n"), after: after.join("\n") };
}
