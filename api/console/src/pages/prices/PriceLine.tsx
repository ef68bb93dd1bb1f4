import { Trash2 } from "lucide-react";
import { useId } from "react";
import { IconButton } from "@/ui/Button";
import { TextInput } from "@/ui/form";
import { NEEDED, RATES, type Line, type Rate } from "./book";

const NAMES = { provider: "Provider", model: "Model" } as const;

interface PriceLineProps {
  line: Line;
  onChange: (change: Partial<Line>) => void;
  onRemove: () => void;
}

export function PriceLine({ line, onChange, onRemove }: PriceLineProps) {
  const id = useId();
  const input = (member: keyof typeof NAMES | Rate, label: string, placeholder: string) => (
    <div key={member} className="min-w-0 space-y-1">
      <label htmlFor={`${id}${member}`} className="block truncate text-xs text-muted">
        {label}
      </label>
      <TextInput
        id={`${id}${member}`}
        value={line[member]}
        onChange={({ target }) => onChange({ [member]: target.value })}
        placeholder={placeholder}
        inputMode={member in NAMES ? "text" : "decimal"}
        autoComplete="off"
        spellCheck={false}
        className={member in NAMES ? "" : "text-right tabular"}
      />
    </div>
  );
  return (
    <li
      aria-label={`${line.provider} ${line.model}`.trim() || "New line"}
      className="flex items-start gap-2 rounded-lg border border-line bg-surface p-3"
    >
      <div className="grid min-w-0 flex-1 grid-cols-2 gap-3 lg:grid-cols-[repeat(2,minmax(0,2fr))_repeat(6,minmax(0,1fr))]">
        {input("provider", NAMES.provider, "openai")}
        {input("model", NAMES.model, "gpt-5*")}
        {(Object.keys(RATES) as Rate[]).map((rate) =>
          input(rate, RATES[rate], NEEDED.includes(rate) ? "0.25" : "Optional"),
        )}
      </div>
      <IconButton icon={Trash2} label="Remove this line" onClick={onRemove} className="mt-5" />
    </li>
  );
}
