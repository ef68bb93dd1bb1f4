import { Plus } from "lucide-react";
import { useState } from "react";
import type { Schema } from "@/api/types";
import { Button } from "@/ui/Button";
import { Field, Form, Select, TextInput } from "@/ui/form";
import { useDraft } from "@/ui/useDraft";
import { AmendBook } from "./AmendBook";
import { entryOf, lineOf, UNKNOWN, wrongWith, type Line } from "./book";
import { PriceLine } from "./PriceLine";

interface BookFormProps {
  held: Schema["PriceBookView"];
  onClose: () => void;
}

/** The whole book, to be amended. */
export function BookForm({ held, onClose }: BookFormProps) {
  const draft = useDraft(`prices.${held.version}`, {
    lines: held.entries.map((entry, index) => lineOf(entry, String(index))),
    unknown: held.unknown,
    reason: "",
  });
  const { lines, unknown, reason } = draft.value;
  const [reviewing, setReviewing] = useState(false);
  const put = (change: Partial<typeof draft.value>) => draft.set((before) => ({ ...before, ...change }));
  const wrong = wrongWith(lines);
  const close = () => {
    draft.clear();
    onClose();
  };
  return (
    <>
      <Form onSubmit={() => wrong === undefined && setReviewing(true)}>
        <ul aria-label="Lines" className="space-y-3">
          {lines.map((line) => (
            <PriceLine
              key={line.id}
              line={line}
              onChange={(change: Partial<Line>) =>
                put({ lines: lines.map((each) => (each.id === line.id ? { ...each, ...change } : each)) })
              }
              onRemove={() => put({ lines: lines.filter(({ id }) => id !== line.id) })}
            />
          ))}
        </ul>
        <Button icon={Plus} onClick={() => put({ lines: [...lines, lineOf({}, crypto.randomUUID())] })}>
          Add a line
        </Button>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="A model without a price" hint={UNKNOWN[unknown].means}>
            <Select value={unknown} onChange={({ target }) => put({ unknown: target.value as typeof unknown })}>
              {Object.entries(UNKNOWN).map(([value, { label }]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Reason" hint="Shown in the audit." optional>
            <TextInput value={reason} onChange={({ target }) => put({ reason: target.value })} />
          </Field>
        </div>
        <div className="flex items-center justify-end gap-2">
          <Button onClick={close}>Discard</Button>
          <Button type="submit" look="primary" forbidden={wrong}>
            Review the change
          </Button>
        </div>
      </Form>
      {reviewing && (
        <AmendBook
          held={held}
          next={{ entries: lines.map(entryOf), unknown }}
          reason={reason}
          onDone={close}
          onClose={() => setReviewing(false)}
        />
      )}
    </>
  );
}
