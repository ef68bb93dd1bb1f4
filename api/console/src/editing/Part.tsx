import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Field } from "@/ui/form";
import { useFormOfDefinition } from "./context";
import { under, type Finding } from "./findings";

export interface PartProps {
  pointer: string;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
}

/** A labelled part of a definition with what was found in it, to which findings lead. */
export function Part({ pointer, label, hint, optional, children }: PartProps & { children: ReactNode }) {
  const { findings } = useFormOfDefinition();
  const here = under(findings, pointer);
  const errors = here.filter(({ severity }) => severity === "error");
  return (
    <div data-pointer={pointer} className="min-w-0 space-y-1">
      <Field
        label={label}
        hint={hint}
        {...(optional === undefined ? {} : { optional })}
        error={errors.length === 0 ? undefined : errors.map((finding) => said(finding, pointer)).join(" ")}
      >
        {children}
      </Field>
      {here
        .filter(({ severity }) => severity === "warning")
        .map((finding) => (
          <p key={`${finding.rule} ${finding.pointer}`} className="flex gap-1.5 text-xs text-warn">
            <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
            {said(finding, pointer)}
          </p>
        ))}
    </div>
  );
}

/** Findings that belong to no single control of their own. */
export function FindingsAt({ pointer }: { pointer: string }) {
  const { findings } = useFormOfDefinition();
  return findings
    .filter((finding) => finding.pointer === pointer)
    .map((finding) => (
      <p
        key={`${finding.rule} ${finding.message}`}
        className={finding.severity === "error" ? "text-xs font-medium text-bad" : "text-xs text-warn"}
      >
        {finding.message} {finding.action}
      </p>
    ));
}

function said({ pointer, message, action, rule }: Finding, around: string): string {
  const within = pointer.slice(around.length);
  // The hint of the field says which form in better words than a pattern does.
  const advice = rule === "definition.pattern" ? "" : action;
  return [within && `${within}:`, message, advice].filter(Boolean).join(" ");
}
