import { useEffect, useState } from "react";
import { dryRun } from "./client";
import { Problem } from "./problem";
import type { PathOf, WriteMethod, WriteParameters } from "./types";

const TYPING_MILLIS = 400;

/**
 * What the server finds wrong with a write that is being typed, a moment after the last key;
 * without parameters nothing is asked.
 */
export function useChecked<M extends WriteMethod, P extends PathOf<M>>(
  method: M,
  path: P,
  parameters: WriteParameters<P, M> | undefined,
): Problem | undefined {
  const asked = parameters && JSON.stringify(parameters);
  const [found, setFound] = useState<{ asked: string; problem: Problem | undefined }>();
  useEffect(() => {
    if (asked === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => {
      dryRun(method, path, JSON.parse(asked) as WriteParameters<P, M>).then(
        () => setFound({ asked, problem: undefined }),
        (failure: unknown) => {
          const problem = Problem.from(failure);
          // Only what is typed is judged here; whether it may be written at all shows when it is.
          setFound({ asked, problem: problem.kind === "invalid" ? problem : undefined });
        },
      );
    }, TYPING_MILLIS);
    return () => clearTimeout(timer);
  }, [method, path, asked]);
  return found?.asked === asked ? found?.problem : undefined;
}
