import { ownFinding, standing, type Finding } from "@/editing/findings";
import { useChecks } from "@/editing/useChecks";
import type { Editing } from "@/editing/useDefinition";
import { useForbidden } from "@/session/useMe";
import type { Kind } from "./kinds";

/** Everything that stands against what is typed: by the API, and by the console. */
export function useAgentChecks(editing: Editing, own: readonly Finding[] = []) {
  const forbidden = useForbidden("builder");
  const checks = useChecks("/api/v1/agents/validate", editing.value, forbidden === undefined);
  const findings = standing(editing, own, checks.findings);
  return { checks, findings, forbidden };
}

/** Why what is typed cannot be saved. A draft may be saved though it could not be promoted yet. */
export function unsavable(findings: readonly Finding[]): string | undefined {
  const against = findings.find(
    ({ rule, severity }) => severity === "error" && (rule === "console" || rule.startsWith("definition.")),
  );
  return against && `${against.pointer || "The definition"}: ${against.message}`;
}

/** The wizard asks for what its kind is made of. */
export function kindFindings(editing: Editing, kind: Kind): Finding[] {
  return editing.value.kind === kind
    ? []
    : [ownFinding("/kind", `This is to become an agent of the kind ${kind}; begin anew to make another one.`)];
}

/** The slug and the kind of an agent never change. */
export function fixedFindings(editing: Editing): Finding[] {
  return ["slug", "kind"].flatMap((name) => {
    const was = editing.base?.definition[name];
    return was === undefined || editing.value[name] === was
      ? []
      : [ownFinding(`/${name}`, `The ${name} of an agent does not change; it is ${String(was)}.`)];
  });
}
