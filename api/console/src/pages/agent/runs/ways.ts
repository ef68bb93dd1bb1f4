export type Way = "form" | "json" | "text";

/** How the input can be given, the best way first. */
export function waysOf(hasFields: boolean, inputModes: readonly string[]): Way[] {
  const text = inputModes.some((mode) => mode.startsWith("text/"));
  const json = !text || inputModes.some((mode) => mode.includes("json"));
  return [
    ...(hasFields && json ? (["form"] as const) : []),
    ...(text ? (["text"] as const) : []),
    ...(json ? (["json"] as const) : []),
  ];
}
