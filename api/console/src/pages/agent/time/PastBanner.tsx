import { History } from "lucide-react";
import { Button } from "@/ui/Button";
import { When } from "@/ui/values";

/** Says that the page does not show the present, and leads back to it. */
export function PastBanner({ at, onReturn }: { at: string; onReturn: () => void }) {
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-warn/40 bg-warn-soft px-4 py-2"
    >
      <p className="flex items-center gap-2">
        <History aria-hidden className="size-4 shrink-0 text-warn" />
        <span>
          You are looking at{" "}
          <strong className="font-medium">
            <When at={at} />
          </strong>
          , read only
        </span>
      </p>
      <Button onClick={onReturn}>Return to now</Button>
    </div>
  );
}
