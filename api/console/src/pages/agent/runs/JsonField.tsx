import { useState } from "react";
import { TextArea } from "@/ui/form";
import { readJson } from "./input";

/** A member for which there is no better control: JSON, taken over as soon as it can be read. */
export function JsonField({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const [text, setText] = useState(() => (value === undefined ? "" : JSON.stringify(value, null, 2)));
  const fault = text === "" ? undefined : readJson(text).fault;
  return (
    <>
      <TextArea
        rows={3}
        value={text}
        spellCheck={false}
        className="font-mono text-xs"
        onChange={({ target }) => {
          setText(target.value);
          const read = target.value === "" ? { value: undefined } : readJson(target.value);
          if (read.fault === undefined) {
            onChange(read.value);
          }
        }}
      />
      {fault && <p className="text-xs text-bad">No JSON yet: {fault}</p>}
    </>
  );
}
