import { Bot, CircleHelp, Code, Sparkles, Wrench } from "lucide-react";
import { cx } from "@/ui/cx";
import type { StepType } from "./step";

const ICONS = { model: Sparkles, tool: Wrench, agent: Bot, question: CircleHelp, code: Code } as const;

export const TYPE_NAMES: Record<StepType, string> = {
  model: "Model call",
  tool: "Tool call",
  agent: "Run of another agent",
  question: "Question to a person",
  code: "Execution of code",
};

const INKS: Record<StepType, string> = {
  model: "text-busy",
  tool: "text-info",
  agent: "text-accent",
  question: "text-warn",
  code: "text-info",
};

export function StepIcon({ type, className }: { type: StepType; className?: string }) {
  const Icon = ICONS[type];
  return <Icon aria-hidden className={cx("size-3.5 shrink-0", INKS[type], className)} />;
}
