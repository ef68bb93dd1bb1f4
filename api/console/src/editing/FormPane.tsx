import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/ui/Button";
import type { Editing } from "./useDefinition";

interface FormPaneProps {
  editing: Editing;
  /** Goes to the YAML. */
  onShow: () => void;
  children: ReactNode;
}

/** The form of a definition; it waits while the YAML cannot be read. */
export function FormPane({ editing, onShow, children }: FormPaneProps) {
  const { fault, mend } = editing;
  const waits = fault !== undefined;
  return (
    <>
      {fault && (
        <div role="alert" className="mb-4 flex flex-wrap items-center gap-3 rounded-lg border border-warn/40 bg-warn-soft p-3">
          <CircleAlert aria-hidden className="size-4 shrink-0 text-warn" />
          <p className="min-w-0 flex-1 basis-60">
            <strong className="font-medium">The YAML cannot be read: line {fault.line}.</strong> The form shows what it said
            before, and waits. What you typed there is kept.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={onShow}>Mend the YAML</Button>
            <Button onClick={mend}>Go back to the form's</Button>
          </div>
        </div>
      )}
      {/* What has the focus is not under the bars at the top and the bottom. */}
      <fieldset disabled={waits} inert={waits} className="min-w-0 space-y-6 inert:opacity-60 **:scroll-my-20">
        {children}
      </fieldset>
    </>
  );
}
