import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/ui/Button";
import { FilterBar, FilterChip } from "@/ui/FilterBar";
import { LocalTimeInput } from "@/ui/LocalTime";
import { useShortcut } from "@/ui/shortcuts";
import { useUrlState } from "@/ui/urlState";
import { WORDS, type Word } from "./events";

const HINTS: Record<Word, string> = {
  contract: "agent.drafted",
  actor: "ada",
  agent: "Its slug or id",
  run: "run_…",
  stream: "Its id",
  correlation: "cor_…",
  fromPosition: "1",
  toPosition: "100",
};

/** The filters of the log. The log finds exact words: no parts of them. */
export function AuditFilters() {
  const [search, change] = useUrlState();
  return (
    <FilterBar>
      <AddFilter />
      <LocalTimeInput label="From" value={search.from} onChange={(from) => change({ from })} />
      <LocalTimeInput label="Until" value={search.to} onChange={(to) => change({ to })} />
      {Object.entries(WORDS).map(([name, label]) => (
        <FilterChip key={name} name={name} label={label} />
      ))}
    </FilterBar>
  );
}

function AddFilter() {
  const [, change] = useUrlState();
  const [word, setWord] = useState<Word>("contract");
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useShortcut("/", "Focus the filter", () => field.current?.focus());
  const value = typed.trim();
  return (
    <form
      className="flex w-full max-w-md items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== "") {
          change({ [word]: value });
          setTyped("");
        }
      }}
    >
      <select
        aria-label="Filter by"
        value={word}
        onChange={({ target }) => setWord(target.value as Word)}
        className="h-8 shrink-0 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink max-md:h-9"
      >
        {Object.entries(WORDS).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <input
        ref={field}
        aria-label={`${WORDS[word]} to filter by`}
        placeholder={HINTS[word]}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        spellCheck={false}
        className="h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm placeholder:text-faint max-md:h-9"
      />
      <Button type="submit" icon={Plus} forbidden={value === "" ? "Type what to filter by" : undefined}>
        Filter
      </Button>
    </form>
  );
}
