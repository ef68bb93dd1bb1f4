import { Check, X } from "lucide-react";
import type { Problem } from "@/api/problem";
import { TextInput } from "@/ui/form";
import { usePart } from "./context";
import { Part, type PartProps } from "./Part";

export interface Choice {
  name: string;
  /** What tells it from others. */
  says?: string | undefined;
}

interface PickPartProps extends PartProps {
  /** What is searched for. */
  text: string;
  onText: (text: string) => void;
  /** What there is that matches it. */
  choices: readonly Choice[] | undefined;
  problem: Problem | null;
  search: string;
}

/** Names of things that there are. What is chosen stays, though it may not be found any more. */
export function PickPart({ text, onText, choices, problem, search, ...part }: PickPartProps) {
  const [chosen = [], set] = usePart<string[]>(part.pointer);
  const toggle = (name: string) => {
    const next = chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name];
    set(next.length === 0 ? undefined : next);
  };
  return (
    <Part {...part}>
      <div className="space-y-2">
        {chosen.length > 0 && (
          <ul aria-label={`Chosen ${part.label.toLowerCase()}`} className="flex flex-wrap gap-1.5">
            {chosen.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  aria-label={`Remove ${name}`}
                  onClick={() => toggle(name)}
                  className="inline-flex h-6.5 max-w-full items-center gap-1 rounded-md bg-accent-soft px-2 font-mono text-xs text-ink"
                >
                  <span className="truncate">{name}</span>
                  <X aria-hidden className="size-3" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <TextInput
          type="search"
          value={text}
          placeholder={search}
          onChange={({ target }) => onText(target.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
        {problem ? (
          <p className="text-xs text-bad">{problem.title}</p>
        ) : choices?.length === 0 ? (
          <p className="text-xs text-muted">{text ? "None matches." : "There are none yet."}</p>
        ) : (
          <ul aria-label={part.label} className="max-h-56 overflow-y-auto rounded-md border border-line scroll-thin">
            {choices?.map(({ name, says }) => (
              <li key={name} className="border-b border-line last:border-0">
                <button
                  type="button"
                  aria-pressed={chosen.includes(name)}
                  onClick={() => toggle(name)}
                  className="flex w-full items-center gap-2 px-2.5 py-1.5 text-left hover:bg-hover"
                >
                  <Check aria-hidden className={chosen.includes(name) ? "size-3.5 shrink-0 text-accent" : "size-3.5 shrink-0 opacity-0"} />
                  <span className="shrink-0 font-mono text-sm">{name}</span>
                  <span className="truncate text-xs text-muted">{says}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Part>
  );
}
