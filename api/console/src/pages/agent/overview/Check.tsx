import { Circle, CircleCheck, CircleX, Clock, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/ui/cx";
import type { CheckState } from "./checklist";

const LOOKS: Record<CheckState, { icon: LucideIcon; tone: string; said: string }> = {
  done: { icon: CircleCheck, tone: "text-good", said: "Done" },
  open: { icon: Circle, tone: "text-faint", said: "Open" },
  waiting: { icon: Clock, tone: "text-warn", said: "Waiting" },
  blocked: { icon: CircleX, tone: "text-bad", said: "Blocked" },
};

interface CheckProps {
  state: CheckState;
  title: string;
  detail?: string | undefined;
  children?: ReactNode;
}

/** A point of a checklist, and what is known about it. */
export function Check({ state, title, detail, children }: CheckProps) {
  const { icon: Icon, tone, said } = LOOKS[state];
  return (
    <li className="flex gap-2.5">
      <Icon role="img" aria-label={said} className={cx("mt-0.5 size-4 shrink-0", tone)} />
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-medium">{title}</span>
          {detail && <span className="ml-2 text-sm text-muted">{detail}</span>}
        </p>
        {children}
      </div>
    </li>
  );
}
