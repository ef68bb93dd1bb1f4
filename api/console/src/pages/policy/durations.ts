const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** `PT36H` as hours, which is how people think of a wait; undefined when it is no duration. */
export function hoursOf(duration: string): number | undefined {
  const parts = ISO.exec(duration)?.slice(1).map((part) => Number(part ?? 0));
  return parts && parts[0]! * 24 + parts[1]! + parts[2]! / 60 + parts[3]! / 3_600;
}

/** Hours as the API says durations, so that what was not changed reads the same. */
export function durationOf(hours: number): string {
  const seconds = Math.round(hours * 3_600);
  const parts: [number, string][] = [
    [Math.floor(seconds / 3_600), "H"],
    [Math.floor((seconds % 3_600) / 60), "M"],
    [seconds % 60, "S"],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return `PT${said.join("") || "0S"}`;
}
