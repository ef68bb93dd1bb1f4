import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/ui/Button";
import { TextInput } from "@/ui/form";
import { usePart } from "./context";
import { Part, type PartProps } from "./Part";
import { same } from "./pointers";

/** Words that are added one by one, with Enter or a comma. */
export function WordsPart({ suggestions = [], placeholder, ...part }: PartProps & { suggestions?: readonly string[]; placeholder?: string }) {
  const [words = [], set] = usePart<string[]>(part.pointer);
  const [typed, setTyped] = useState("");
  const listId = `options${part.pointer}`;
  const add = () => {
    const more = typed.split(/[,\s]+/).filter((word) => word && !words.includes(word));
    setTyped("");
    if (more.length > 0) {
      set([...words, ...more]);
    }
  };
  return (
    <Part {...part}>
      <div className="space-y-1.5">
        {words.length > 0 && (
          <ul aria-label={part.label} className="flex flex-wrap gap-1.5">
            {words.map((word) => (
              <li key={word} className="inline-flex h-6.5 max-w-full items-center rounded-md bg-sunken pl-2 font-mono text-xs">
                <span className="truncate">{word}</span>
                <button
                  type="button"
                  aria-label={`Remove ${word}`}
                  onClick={() => set(words.length === 1 ? undefined : words.filter((each) => each !== word))}
                  className="ml-0.5 inline-flex size-6 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
                >
                  <X aria-hidden className="size-3" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <div className="flex gap-2">
          <TextInput
            value={typed}
            placeholder={placeholder}
            list={suggestions.length > 0 ? listId : undefined}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if ((event.key === "Enter" || event.key === ",") && typed.trim() !== "") {
                event.preventDefault();
                add();
              } else if (event.key === "Enter") {
                event.preventDefault();
              } else if (event.key === "Backspace" && typed === "" && words.length > 0) {
                set(words.length === 1 ? undefined : words.slice(0, -1));
              }
            }}
          />
          <Button icon={Plus} onClick={add} aria-label={`Add to ${part.label.toLowerCase()}`}>
            Add
          </Button>
        </div>
      </div>
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions
            .filter((each) => !words.includes(each))
            .map((each) => (
              <option key={each} value={each} />
            ))}
        </datalist>
      )}
    </Part>
  );
}

type Row = readonly [name: string, value: string];

/** Names and texts, such as headers. */
export function PairsPart({ nameLabel, valueLabel, ...part }: PartProps & { nameLabel: string; valueLabel: string }) {
  const [value = {}, set] = usePart<Record<string, string>>(part.pointer);
  const [typed, setTyped] = useState<readonly Row[]>([]);
  // Rows without a name exist only here; they hold as long as the rest says the value.
  const rows = same(objectOf(typed), value) ? typed : Object.entries(value);
  const take = (next: readonly Row[]) => {
    setTyped(next);
    const object = objectOf(next);
    set(Object.keys(object).length === 0 ? undefined : object);
  };
  const change = (index: number, row: Row) => take(rows.map((each, at) => (at === index ? row : each)));
  return (
    <Part {...part}>
      <div className="space-y-1.5">
        {rows.map(([name, text], index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className="flex gap-1.5">
            <input
              aria-label={`${nameLabel} ${index + 1}`}
              value={name}
              placeholder={nameLabel}
              spellCheck={false}
              onChange={({ target }) => change(index, [target.value, text])}
              className={`${CELL} w-2/5`}
            />
            <input
              aria-label={`${valueLabel} ${index + 1}`}
              value={text}
              placeholder={valueLabel}
              spellCheck={false}
              onChange={({ target }) => change(index, [name, target.value])}
              className={`${CELL} flex-1`}
            />
            <IconButton icon={X} label={`Remove ${name || `row ${index + 1}`}`} onClick={() => take(rows.filter((_, at) => at !== index))} />
          </div>
        ))}
        <Button icon={Plus} look="quiet" onClick={() => setTyped([...rows, ["", ""]])} className="-ml-2">
          Add {part.label.toLowerCase()}
        </Button>
      </div>
    </Part>
  );
}

export const CELL =
  "h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2.5 font-mono text-sm placeholder:font-sans placeholder:text-faint max-md:h-9";

function objectOf(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(rows.filter(([name]) => name !== ""));
}
