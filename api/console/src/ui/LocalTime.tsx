interface LocalTimeInputProps {
  label: string;
  /** An instant of the API. */
  value: string | undefined;
  onChange: (instant: string | undefined) => void;
}

/** An instant, chosen in the reader's zone. */
export function LocalTimeInput({ label, value, onChange }: LocalTimeInputProps) {
  return (
    <label className="flex items-center gap-1.5 text-sm text-muted">
      {label}
      <input
        type="datetime-local"
        value={value === undefined ? "" : toLocal(value)}
        onChange={({ target }) => onChange(target.value === "" ? undefined : new Date(target.value).toISOString())}
        className="h-8 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink max-md:h-9"
      />
    </label>
  );
}

/** As the control takes it: 2026-01-31T17:05, in the reader's zone. */
export function toLocal(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime())
    ? ""
    : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
