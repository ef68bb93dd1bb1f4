import { Link } from "@tanstack/react-router";
import { Search as SearchIcon, X } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { words } from "@/format/format";
import { cx } from "./cx";
import { useShortcut } from "./shortcuts";
import { THE_SAME_ADDRESS, useUrlState, type Search } from "./urlState";

const TYPING_MILLIS = 250;

/** The filters of a list; each lives in the address. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <div role="search" aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2 pb-3">
      {children}
    </div>
  );
}

interface TextFilterProps {
  /** The member of the address. */
  name: string;
  label: string;
}

/** A text to filter by; `/` focuses it, Escape clears it. */
export function TextFilter({ name, label }: TextFilterProps) {
  const [search, change] = useUrlState();
  const asked = search[name] ?? "";
  const [typed, setTyped] = useState({ text: asked, asked });
  const field = useRef<HTMLInputElement>(null);
  useShortcut("/", "Focus the filter", () => field.current?.focus());
  if (typed.asked !== asked) {
    // The address changed by another way: by going back, or by clearing the filters.
    setTyped({ text: asked, asked });
  }
  useEffect(() => {
    if (typed.text === asked) {
      return undefined;
    }
    const timer = setTimeout(() => change({ [name]: typed.text || undefined }), TYPING_MILLIS);
    return () => clearTimeout(timer);
  }, [typed.text, asked, name, change]);
  return (
    <div className="relative w-80 max-md:w-full">
      <SearchIcon aria-hidden className="absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint" />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed.text}
        onChange={(event) => setTyped({ text: event.target.value, asked })}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            change({ [name]: undefined });
            setTyped({ text: "", asked });
            event.currentTarget.blur();
          }
        }}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8 text-sm placeholder:text-faint max-md:h-9"
      />
    </div>
  );
}

interface ChipFilterProps<T extends string> {
  name: string;
  label: string;
  values: readonly T[];
  /** What a value is called, where its own word does not do. */
  nameOf?: (value: T) => string;
}

/** One of a few values, or all of them; each choice is a link. */
export function ChipFilter<T extends string>({ name, label, values, nameOf = words }: ChipFilterProps<T>) {
  const [search] = useUrlState();
  const chosen = search[name];
  return (
    <div role="group" aria-label={label} className="flex max-w-full gap-1 overflow-x-auto scroll-thin max-md:pb-1">
      {[undefined, ...values].map((value) => (
        <Link
          key={value ?? ""}
          to="."
          search={(before: Search) => ({ ...before, [name]: value })}
          replace
          resetScroll={false}
          activeOptions={THE_SAME_ADDRESS}
          className={cx(
            "flex h-7 shrink-0 items-center rounded-full border px-2.5 text-xs font-medium transition-colors max-md:h-8",
            chosen === value
              ? "border-accent bg-accent-soft text-ink"
              : "border-line text-muted hover:border-line-strong hover:text-ink",
          )}
        >
          {value === undefined ? "All" : nameOf(value)}
        </Link>
      ))}
    </div>
  );
}

interface SelectFilterProps<T extends string> extends ChipFilterProps<T> {
  /** What holds without a choice. */
  any: string;
}

/** One of many values, where chips would take too much room. */
export function SelectFilter<T extends string>({ name, label, values, any, nameOf = words }: SelectFilterProps<T>) {
  const [search, change] = useUrlState();
  const chosen = search[name];
  return (
    <select
      aria-label={label}
      value={chosen ?? ""}
      onChange={(event) => change({ [name]: event.target.value || undefined })}
      className="h-8 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink max-md:h-9"
    >
      <option value="">{any}</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {nameOf(value)}
        </option>
      ))}
    </select>
  );
}

interface FilterChipProps {
  name: string;
  label: string;
}

/** A filter that was set by a link, such as an agent; shown only to be taken away. */
export function FilterChip({ name, label }: FilterChipProps) {
  const [search, change] = useUrlState();
  const value = search[name];
  return value === undefined ? null : (
    <button
      type="button"
      onClick={() => change({ [name]: undefined })}
      className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border border-accent bg-accent-soft px-2.5 text-xs font-medium text-ink max-md:h-8"
    >
      <span className="sr-only">Remove the filter </span>
      <span className="text-muted">{label} </span>
      <span className="truncate">{value}</span>
      <X aria-hidden className="size-3 shrink-0" />
    </button>
  );
}
