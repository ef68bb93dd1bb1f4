import { CodeEditor } from "@/ui/code";
import { Checkbox, Select, TextArea, TextInput } from "@/ui/form";
import { usePart, useFormOfDefinition } from "./context";
import { Part, type PartProps } from "./Part";
import { readJson, roughAt } from "./useDefinition";

interface TextPartProps extends PartProps {
  placeholder?: string;
  readOnly?: boolean;
  mono?: boolean;
  /** Called beside the change itself. */
  onText?: (text: string) => void;
  suggestions?: readonly string[];
}

export function TextPart({ placeholder, readOnly, mono, onText, suggestions, ...part }: TextPartProps) {
  const [value = "", set] = usePart<string>(part.pointer);
  const list = `options${part.pointer}`;
  return (
    <Part {...part}>
      <TextInput
        value={value}
        placeholder={placeholder}
        readOnly={readOnly}
        spellCheck={false}
        autoComplete="off"
        list={suggestions && list}
        onChange={({ target }) => (onText ?? set)(onText || !part.optional ? target.value : target.value || (undefined as never))}
        className={mono ? "font-mono text-sm read-only:bg-sunken" : "read-only:bg-sunken"}
      />
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </Part>
  );
}

export function LongTextPart({ rows = 3, placeholder, mono, ...part }: PartProps & { rows?: number; placeholder?: string; mono?: boolean }) {
  const [value = "", set] = usePart<string>(part.pointer);
  return (
    <Part {...part}>
      <TextArea
        rows={rows}
        value={value}
        placeholder={placeholder}
        onChange={({ target }) => set(part.optional ? target.value || undefined : target.value)}
        className={mono ? "font-mono text-sm leading-relaxed" : "leading-relaxed"}
      />
    </Part>
  );
}

interface NumberPartProps extends PartProps {
  min?: number;
  max?: number;
  step?: number | "any";
  /** What holds without a value. */
  placeholder?: string;
}

export function NumberPart({ placeholder, min, max, step, ...part }: NumberPartProps) {
  const [value, set] = usePart<number>(part.pointer);
  return (
    <Part {...part}>
      <TextInput
        type="number"
        inputMode="decimal"
        value={value ?? ""}
        min={min}
        max={max}
        step={step}
        placeholder={placeholder}
        onChange={({ target }) => set(Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber)}
        className="tabular"
      />
    </Part>
  );
}

interface ChoicePartProps extends PartProps {
  options: readonly { value: string; label: string }[];
  /** What holds without a choice; without it there must be one. */
  none?: string;
}

export function ChoicePart({ options, none, ...part }: ChoicePartProps) {
  const [value, set] = usePart<string>(part.pointer);
  const known = value === undefined || options.some((option) => option.value === value);
  return (
    <Part {...part}>
      <Select value={value ?? ""} onChange={({ target }) => set(target.value || undefined)}>
        {(none !== undefined || value === undefined) && <option value="">{none ?? "Choose one"}</option>}
        {!known && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Part>
  );
}

export function CheckPart({ pointer, label, hint }: { pointer: string; label: string; hint: string }) {
  const [value = false, set] = usePart<boolean>(pointer);
  return (
    <div data-pointer={pointer}>
      <Checkbox label={label} hint={hint} checked={value} onChange={({ target }) => set(target.checked || undefined)} />
    </div>
  );
}

export function CodePart(part: PartProps) {
  const [value = "", set] = usePart<string>(part.pointer);
  return (
    <Part {...part}>
      <CodeEditor label={part.label} language="javascript" text={value} onChange={set} className="min-h-40" />
    </Part>
  );
}

/** Any JSON value, or none. What is no JSON yet stays as it was typed. */
export function JsonPart(part: PartProps) {
  const { editing } = useFormOfDefinition();
  const { text } = roughAt(editing, part.pointer);
  const type = (typed: string) => {
    editing.setRough(part.pointer, typed);
    const read = readJson(typed);
    if ("value" in read) {
      editing.set(part.pointer, read.value);
    }
  };
  return (
    <Part {...part}>
      <CodeEditor label={part.label} language="json" text={text} onChange={type} />
    </Part>
  );
}
