import { brief } from "./json";

/** What a call holds, beside what is called: enough to tell one from another in a list. */
export function Brief({ value }: { value: unknown }) {
  return (
    <span className="ml-2 font-mono text-xs font-normal break-all text-faint max-md:ml-0 max-md:block max-md:truncate">
      {brief(value)}
    </span>
  );
}
