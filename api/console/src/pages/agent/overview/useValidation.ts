import { useWrite } from "@/api/queries";
import type { Agent } from "../lifecycle/actions";

/** Validates the newest version; what it found is shown where the requirements are. */
export function useValidation(agent: Agent) {
  return useWrite("post", "/api/v1/agents/{agent}/validate", {
    done: ({ valid, findings, dryRun }) => {
      const errors = [...findings, ...dryRun.findings].filter(({ severity }) => severity === "error").length;
      return valid
        ? `Version ${agent.latest.number} is valid`
        : `Version ${agent.latest.number} has ${errors} ${errors === 1 ? "error" : "errors"}`;
    },
    well: ({ valid }) => valid,
  });
}
