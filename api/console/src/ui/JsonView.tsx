import { Check, ChevronRight, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./Button";
import { cx } from "./cx";
import { useCopy } from "./useCopy";

/** Beyond this many members or characters a value starts folded. */
const LONG = 40;
const MANY_CHARACTERS = 400;

/** A JSON value that can be folded and copied. `open` is how many levels start unfolded. */
export function JsonView({ value, label, open = 2 }: { value: unknown; label: string; open?: number }) {
  const [copied, copy] = useCopy();
  return (
    <div role="group" aria-label={label} className="relative rounded-md border border-line bg-sunken">
      <IconButton
        icon={copied ? Check : Copy}
        label={copied ? "Copied" : "Copy JSON"}
        onClick={() => copy(JSON.stringify(value, null, 2))}
        className="absolute top-1 right-1 z-10"
      />
      {/* A region that scrolls must be reachable by keyboard. */}
      <div
        role="region"
        aria-label={`${label}, content`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-[32rem] overflow-auto py-2 pr-10 pl-3 font-mono text-xs leading-5 scroll-thin"
      >
        <Node value={value} depth={open} last />
      </div>
    </div>
  );
}

interface NodeProps {
  name?: string;
  value: unknown;
  depth: number;
  last: boolean;
}

function Node({ name, value, depth, last }: NodeProps) {
  const isList = Array.isArray(value);
  const members = isList
    ? value.map((each, index) => [String(index), each] as const)
    : value !== null && typeof value === "object"
      ? Object.entries(value)
      : null;
  return members === null || members.length === 0 ? (
    <div className="pl-4 break-words whitespace-pre-wrap">
      <Name name={name} />
      {members === null ? <Leaf value={value} /> : isList ? "[]" : "{}"}
      {!last && ","}
    </div>
  ) : (
    <Branch name={name} members={members} isList={isList} depth={depth} last={last} />
  );
}

interface BranchProps {
  name: string | undefined;
  members: (readonly [string, unknown])[];
  isList: boolean;
  depth: number;
  last: boolean;
}

function Branch({ name, members, isList, depth, last }: BranchProps) {
  const [unfolded, setUnfolded] = useState(depth > 0 && members.length <= LONG);
  const [begin, end] = isList ? ["[", "]"] : ["{", "}"];
  return (
    <div>
      <button
        type="button"
        aria-expanded={unfolded}
        onClick={() => setUnfolded(!unfolded)}
        className="flex items-center rounded text-left hover:bg-hover"
      >
        <ChevronRight aria-hidden className={cx("size-3 w-4 text-faint transition-transform", unfolded && "rotate-90")} />
        <span>
          <Name name={name} />
          {begin}
          {!unfolded && (
            <span className="text-muted">
              {" "}
              {members.length} {(isList ? "item" : "member") + (members.length === 1 ? "" : "s")} {end}
              {!last && ","}
            </span>
          )}
        </span>
      </button>
      {unfolded && (
        <>
          <div className="ml-[7px] border-l border-line pl-[9px]">
            {members.map(([key, each], index) => (
              <Node
                key={key}
                {...(isList ? {} : { name: key })}
                value={each}
                depth={depth - 1}
                last={index === members.length - 1}
              />
            ))}
          </div>
          <div className="pl-4">
            {end}
            {!last && ","}
          </div>
        </>
      )}
    </div>
  );
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span className="text-info">{JSON.stringify(name)}: </span>;
}

function Leaf({ value }: { value: unknown }) {
  const text = JSON.stringify(value) ?? "null";
  const [whole, setWhole] = useState(text.length <= MANY_CHARACTERS);
  const look = typeof value === "string" ? "text-good" : value === null ? "text-faint" : "text-busy";
  return (
    <span className={look}>
      {whole ? text : `${text.slice(0, MANY_CHARACTERS)}…`}
      {!whole && (
        <button type="button" onClick={() => setWhole(true)} className="ml-1 font-sans text-accent underline">
          Show all {text.length} characters
        </button>
      )}
    </span>
  );
}
