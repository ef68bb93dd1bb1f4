import { isOver, type Step } from "../step";

/** What is typed into the form of a fork; results as JSON texts, by call. */
export interface Typed {
  version: string;
  message: string;
  results: Record<string, string>;
}

/** Whether a fork after the call's step must say itself what came of the call. */
export function needsResult(call: Step): boolean {
  return !isOver(call) || call.status === "abandoned";
}

export function faultOfJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is no JSON: ${(error as Error).message}`;
  }
}

/** Why the form cannot be sent yet. */
export function faultIn({ message, results }: Typed, calls: readonly Step[]): string | undefined {
  if (calls.length === 0 && message.trim() === "") {
    return "Tell the model what it is to answer to";
  }
  const without = calls.find((call) => needsResult(call) && results[call.key] === undefined);
  if (without) {
    return `${without.name} has no result; give it one`;
  }
  return calls.some(({ key }) => results[key] !== undefined && faultOfJson(results[key]) !== undefined)
    ? "A result is no JSON yet"
    : undefined;
}

/** What is different in the new run; results only of calls of the step. */
export function changesOf({ version, message, results }: Typed, calls: readonly Step[]) {
  const given = calls.filter(({ key }) => results[key] !== undefined);
  return {
    version,
    ...(message.trim() === "" ? {} : { message: message.trim() }),
    ...(given.length === 0
      ? {}
      : { results: Object.fromEntries(given.map(({ key }) => [key, JSON.parse(results[key]!) as unknown])) }),
  };
}
