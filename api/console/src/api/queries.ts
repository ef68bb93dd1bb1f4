import {
  MutationCache,
  QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import { useRef } from "react";
import { toast } from "sonner";
import { dryRun, read, write } from "./client";
import { Problem } from "./problem";
import type { Answer, PathOf, ReadParameters, Schema, WriteMethod, WriteParameters } from "./types";

const RETRIES = 2;

export function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < RETRIES && Problem.from(error).transient,
      },
    },
    mutationCache: new MutationCache({
      // One write can show in many places; what is on screen is few and read again.
      onSuccess: () => client.invalidateQueries(),
    }),
  });
  return client;
}

/** A read for `useQuery`: its key is its address, so that all who ask the same share the answer. */
export function reading<P extends PathOf<"get">>(
  path: P,
  ...[parameters = {} as ReadParameters<P>]: ReadArguments<P>
) {
  return queryOptions<Answer<P, "get">, Problem>({
    queryKey: [path, parameters],
    queryFn: ({ signal }) => read(path, parameters, signal),
  });
}

type ReadArguments<P extends PathOf<"get">> = { path?: undefined } extends Pick<ReadParameters<P>, "path">
  ? [parameters?: ReadParameters<P>]
  : [parameters: ReadParameters<P>];

interface WriteOptions<A> {
  /** Said in a toast when it is done. */
  done?: string | ((answer: A) => string);
  /** Whether what was done turned out well; where it did not, the toast warns. */
  well?: (answer: A) => boolean;
  onSuccess?: (answer: A) => void;
  /** Whether a failure is shown in a toast; off where a form shows it. */
  toastProblem?: boolean;
}

/**
 * A write of the user. Repeating what failed for lack of an answer keeps its idempotency key; what
 * was answered, or is asked with other words, is a new intent.
 */
export function useWrite<M extends WriteMethod, P extends PathOf<M>>(
  method: M,
  path: P,
  { done, well = () => true, onSuccess, toastProblem = true }: WriteOptions<Answer<P, M>> = {},
): UseMutationResult<Answer<P, M>, Problem, WriteParameters<P, M>> {
  const intent = useRef<{ asked: string; key: string }>(undefined);
  return useMutation<Answer<P, M>, Problem, WriteParameters<P, M>>({
    mutationFn: (parameters) => {
      const asked = JSON.stringify(parameters);
      if (intent.current?.asked !== asked) {
        intent.current = { asked, key: crypto.randomUUID() };
      }
      return write(method, path, parameters, intent.current.key);
    },
    onSuccess: (answer) => {
      intent.current = undefined;
      if (done) {
        const say = well(answer) ? toast.success : toast.warning;
        say(typeof done === "function" ? done(answer) : done);
      }
      onSuccess?.(answer);
    },
    onError: (problem) => {
      if (!problem.transient) {
        intent.current = undefined;
      }
      if (toastProblem) {
        toast.error(problem.title, { description: problem.detail });
      }
    },
  });
}

/** Asks what a write would record; nothing is recorded. */
export function useDryRun<M extends WriteMethod, P extends PathOf<M>>(
  method: M,
  path: P,
): UseMutationResult<Schema["WouldRecord"], Problem, WriteParameters<P, M>> {
  return useMutation({ mutationFn: (parameters) => dryRun(method, path, parameters) });
}

/** Reads everything on screen again, after something changed that no write of ours told of. */
export function useReadAgain(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries();
}
