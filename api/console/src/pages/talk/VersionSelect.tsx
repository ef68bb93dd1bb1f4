import { Select } from "@/ui/form";
import { versionsOf, type Agent } from "./versions";

interface VersionSelectProps {
  agent: Agent;
  label: string;
  value: string | undefined;
  onChange: (version: string) => void;
}

/** Which version is talked to; another one begins another conversation. */
export function VersionSelect({ agent, label, value, onChange }: VersionSelectProps) {
  return (
    <div className="max-w-full">
      <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
        {versionsOf(agent).map((version) => (
          <option key={version.value} value={version.value}>
            {version.label}
          </option>
        ))}
      </Select>
    </div>
  );
}
