import type { Checks } from "@/editing/useChecks";
import { FormPane } from "@/editing/FormPane";
import { useFormOfDefinition } from "@/editing/context";
import { YamlPane } from "@/editing/YamlPane";
import { BehaviourParts, IdentityParts, LimitParts, SchemaParts } from "./AgentParts";
import type { Kind, Step } from "./kinds";
import { TestParts } from "./SmokeTests";
import { WouldRecordPanel } from "./WouldRecordPanel";

interface WizardStepProps {
  step: Step;
  kind: Kind;
  checks: Checks;
  /** Why the draft cannot be made. */
  against: string | undefined;
  onReview: () => void;
}

/** What one step asks for; the last one shows it all as YAML, which can be changed there as well. */
export function WizardStep({ step, kind, checks, against, onReview }: WizardStepProps) {
  const { editing, findings } = useFormOfDefinition();
  return step === "review" ? (
    <>
      <YamlPane editing={editing} findings={findings} />
      <WouldRecordPanel
        definition={editing.value}
        against={against ?? (checks.checking ? "What you typed is being checked." : undefined)}
      />
    </>
  ) : (
    <FormPane editing={editing} onShow={onReview}>
      <div className="space-y-4">
        {step === "identity" && <IdentityParts />}
        {step === "behaviour" && <BehaviourParts kind={kind} />}
        {step === "input" && <SchemaParts />}
        {step === "limits" && <LimitParts kind={kind} />}
        {step === "tests" && <TestParts />}
      </div>
    </FormPane>
  );
}
