import { useQuery } from "@tanstack/react-query";
import { knownRunEvents } from "@/api/live";
import { Markdown } from "@/ui/Markdown";
import type { Step } from "../step";
import { Part } from "./Part";

/** What the model writes at this moment; provisional until its answer is on record. */
export function Writing({ step }: { step: Step }) {
  const { data } = useQuery(knownRunEvents(step.run));
  const writing = data?.writing;
  return (
    writing?.step === step.step && (
      <Part title="Being written">
        <div aria-live="off" className="border-l-2 border-busy pl-3">
          <Markdown text={`${writing.incomplete ? "… " : ""}${writing.text}`} />
        </div>
      </Part>
    )
  );
}
