import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { Field, Select } from "@/ui/form";
import type { Run } from "../useRun";

interface VersionFieldProps {
  run: Run;
  value: string;
  onChange: (version: string) => void;
}

/** The version by which the new run goes; as a first choice that of the old one. */
export function VersionField({ run, value, onChange }: VersionFieldProps) {
  const { data: agent } = useQuery(reading("/api/v1/agents/{agent}", { path: { agent: run.agentId } }));
  const latest = Math.max(agent?.latest.number ?? 0, run.version.number);
  return (
    <Field label="Version" pointer="/version">
      <Select value={value} onChange={({ target }) => onChange(target.value)}>
        {Array.from({ length: latest }, (_, index) => latest - index).map((number) => (
          <option key={number} value={String(number)}>
            {[
              `v${number}`,
              number === run.version.number && "of this run",
              number === agent?.active?.number && "active",
              number === latest && number !== run.version.number && "newest",
            ]
              .filter(Boolean)
              .join(", ")}
          </option>
        ))}
      </Select>
    </Field>
  );
}
