const NAMES: Record<string, string> = { mod: /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl" };

/** The keys of a shortcut, such as `mod k` or `g a`. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.split(" ").map((key) => (
        <kbd
          key={key}
          className="inline-flex min-w-5 items-center justify-center rounded border border-line-strong bg-sunken px-1 font-sans text-2xs text-muted"
        >
          {NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
