import { ArrowUp, Square } from "lucide-react";
import { Button } from "@/ui/Button";
import { useDraft } from "@/ui/useDraft";

interface ComposerProps {
  /** Under which name what is typed is kept. */
  name: string;
  label: string;
  action: string;
  forbidden: string | undefined;
  /** While an answer comes about there is something to stop. */
  onStop?: (() => void) | undefined;
  busy?: boolean;
  onSay: (content: string) => void;
}

/** Where people write; Enter sends, with Shift it breaks the line. */
export function Composer({ name, label, action, forbidden, onStop, busy = false, onSay }: ComposerProps) {
  const { value, set, clear } = useDraft(`say.${name}`, "");
  const unsaid = value.trim() === "";
  const say = () => {
    if (!unsaid && forbidden === undefined && !onStop && !busy) {
      onSay(value);
      clear();
    }
  };
  return (
    <form
      className="flex items-end gap-2 rounded-lg border border-line-strong bg-surface p-2 focus-within:border-accent"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <textarea
        aria-label={label}
        placeholder={forbidden ?? label}
        rows={Math.min(8, Math.max(1, value.split("\n").length))}
        value={value}
        onChange={(event) => set(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            say();
          }
        }}
        className="min-w-0 flex-1 resize-none bg-transparent px-1.5 py-1.5 outline-none placeholder:text-faint"
      />
      {onStop ? (
        <Button icon={Square} onClick={onStop}>
          Stop
        </Button>
      ) : (
        <Button
          type="submit"
          look="primary"
          icon={ArrowUp}
          busy={busy}
          forbidden={forbidden ?? (unsaid ? "Write something first" : undefined)}
        >
          {action}
        </Button>
      )}
    </form>
  );
}
