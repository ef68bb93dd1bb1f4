import type { ErrorComponentProps } from "@tanstack/react-router";
import { Problem } from "@/api/problem";
import { ProblemPanel } from "@/ui/ProblemPanel";

/** Instead of a page that broke, or whose code could not be loaded. */
export function PageFailed({ error }: ErrorComponentProps) {
  // A new release has other files: only loading the page anew finds them.
  return <ProblemPanel problem={Problem.from(error)} retry={() => window.location.reload()} />;
}
