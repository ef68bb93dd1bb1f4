import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { write } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Schema } from "@/api/types";
import { atFields, type Finding } from "./findings";
import type { Document } from "./pointers";

const PAUSE_MILLIS = 500;

export interface Checks {
  findings: readonly Finding[];
  dryRun: Schema["DryRun"] | undefined;
  /** Whether what is shown is not yet about what is typed. */
  checking: boolean;
  /** Why nothing could be checked. */
  problem: Problem | null;
  /** Whether the API was asked about what is typed and found no error. */
  valid: boolean;
}

interface Checked {
  findings: Finding[];
  dryRun?: Schema["DryRun"];
}

/** What the API finds in a definition, asked whenever the typing rests. */
export function useChecks(
  of: "/api/v1/agents/validate" | "/api/v1/tools/validate",
  definition: Document,
  enabled: boolean,
): Checks {
  const asked = useRested(JSON.stringify(definition), PAUSE_MILLIS);
  const { data, error, isFetching, isPlaceholderData } = useQuery<Checked, Problem>({
    queryKey: [of, asked],
    queryFn: () => check(of, JSON.parse(asked) as Document),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const findings = data?.findings ?? [];
  const checking = enabled && (isFetching || isPlaceholderData || asked !== JSON.stringify(definition));
  return {
    findings,
    dryRun: data?.dryRun,
    checking,
    problem: error,
    valid: data !== undefined && !checking && !error && findings.every(({ severity }) => severity !== "error"),
  };
}

/** Only agents are tried. */
type Report = Schema["Validation"] & Partial<Schema["Report"]>;

/** A body that is no definition at all is refused with findings, which say no less. */
async function check(of: "/api/v1/agents/validate" | "/api/v1/tools/validate", body: Document): Promise<Checked> {
  try {
    const { findings, dryRun } = (await write("post", of, { body: body as never }, crypto.randomUUID())) as Report;
    return dryRun
      ? { findings: atFields([...findings, ...dryRun.findings], body), dryRun }
      : { findings: atFields(findings, body) };
  } catch (error) {
    if (error instanceof Problem && error.status === 422 && error.findings.length > 0) {
      return { findings: atFields(error.findings, body) };
    }
    throw error;
  }
}

function useRested(text: string, millis: number): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), millis);
    return () => clearTimeout(timer);
  }, [text, millis]);
  return rested;
}
