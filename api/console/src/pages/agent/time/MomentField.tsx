import { useState } from "react";
import { Button } from "@/ui/Button";
import { isPosition } from "./history";

interface MomentFieldProps {
  asOf: string | undefined;
  onChange: (asOf: string) => void;
}

/** Goes to an instant, in the time of the reader. */
export function MomentField({ asOf, onChange }: MomentFieldProps) {
  const shown = asOf === undefined || isPosition(asOf) ? "" : localOf(asOf);
  const [typed, setTyped] = useState({ text: shown, shown });
  if (typed.shown !== shown) {
    setTyped({ text: shown, shown });
  }
  return (
    <form
      className="flex items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.text) {
          onChange(new Date(typed.text).toISOString());
        }
      }}
    >
      <input
        type="datetime-local"
        aria-label="Go to a time"
        step={1}
        value={typed.text}
        max={localOf(new Date().toISOString())}
        onChange={(event) => setTyped({ text: event.target.value, shown })}
        className="h-7 rounded-md border border-line-strong bg-surface px-2 text-xs text-ink max-md:h-9"
      />
      <Button type="submit" look="quiet" className="h-7 text-xs" {...(typed.text ? {} : { forbidden: "Enter a time first" })}>
        Go
      </Button>
    </form>
  );
}

/** As the browser's field takes it: local, without a zone. */
function localOf(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
