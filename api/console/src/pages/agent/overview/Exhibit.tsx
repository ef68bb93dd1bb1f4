import { JsonView } from "@/ui/JsonView";

interface ExhibitProps {
  /** What it is, beside others of its kind. */
  caption: string;
  /** What it is, read alone. */
  label: string;
  value: unknown;
}

/** What went into a trial, or came out of it. */
export function Exhibit({ caption, label, value }: ExhibitProps) {
  return (
    <figure className="min-w-0">
      <figcaption className="pb-0.5 text-xs text-muted">{caption}</figcaption>
      <JsonView label={label} value={value ?? null} />
    </figure>
  );
}
