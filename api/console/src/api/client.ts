import { expireSession, sessionKey } from "@/session/session";
import { Problem } from "./problem";
import type { Answer, Method, PathOf, ReadParameters, Schema, WriteMethod, WriteParameters } from "./types";

const POSITION = "Ledger-Position";

/** How long reads wait for what was written here; later it has long been seen. */
const OWN_WRITES_FOR_MILLIS = 15_000;

let written: { position: string; at: number } | undefined;

interface Request {
  path?: Record<string, unknown> | undefined;
  query?: Record<string, unknown> | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Reads; sees everything that this console wrote before. */
export function read<P extends PathOf<"get">>(
  path: P,
  parameters: ReadParameters<P>,
  signal?: AbortSignal,
): Promise<Answer<P, "get">> {
  const { query, path: gaps } = parameters as Pick<Request, "path" | "query">;
  return ask("get", path, { path: gaps, query: { ...query, ...ownWrites(path) }, signal }) as Promise<
    Answer<P, "get">
  >;
}

/**
 * Writes. `intent` is the idempotency key: the same for every attempt of one decision of the user,
 * so that a retry after a lost answer does nothing twice. `useWrite` keeps it.
 */
export function write<M extends WriteMethod, P extends PathOf<M>>(
  method: M,
  path: P,
  parameters: WriteParameters<P, M>,
  intent: string,
): Promise<Answer<P, M>> {
  return ask(method, path, requestOf(method, parameters, intent)) as Promise<Answer<P, M>>;
}

/** The facts that a write would record. */
export function dryRun<M extends WriteMethod, P extends PathOf<M>>(
  method: M,
  path: P,
  parameters: WriteParameters<P, M>,
): Promise<Schema["WouldRecord"]> {
  const request = requestOf(method, parameters, crypto.randomUUID());
  return ask(method, path, { ...request, query: { ...request.query, dryRun: true } }) as Promise<
    Schema["WouldRecord"]
  >;
}

/** The address of a path of the API with its gaps filled and its query. */
export function addressOf(path: string, { path: gaps, query }: Pick<Request, "path" | "query">): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(gaps?.[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== "") {
        search.append(name, String(each));
      }
    }
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}

/** The one place from which the console talks to the server; streams use it too. */
export async function send(address: string, init: RequestInit, key = sessionKey()): Promise<Response> {
  const headers = new Headers(init.headers);
  if (key) {
    headers.set("Authorization", `Bearer ${key}`);
  }
  let response: Response;
  try {
    response = await fetch(address, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw Problem.unreachable();
  }
  if (response.status === 401 && key === sessionKey()) {
    expireSession();
  }
  if (!response.ok) {
    throw await Problem.of(response);
  }
  const position = response.headers.get(POSITION);
  if (position) {
    written = { position, at: Date.now() };
  }
  return response;
}

async function ask(method: Method, path: string, request: Request): Promise<unknown> {
  const response = await send(addressOf(path, request), {
    method: method.toUpperCase(),
    headers: { Accept: "application/json", ...request.headers },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    ...(request.signal ? { signal: request.signal } : {}),
  });
  return response.status === 204 ? undefined : response.json();
}

function requestOf(method: WriteMethod, parameters: object, intent: string): Request {
  const { path, query, body, ifMatch } = parameters as Request & { ifMatch?: number };
  const type = method === "patch" ? "application/merge-patch+json" : "application/json";
  return {
    path,
    query,
    body,
    headers: {
      ...(body === undefined ? {} : { "Content-Type": type }),
      ...(method === "post" ? { "Idempotency-Key": intent } : {}),
      ...(ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` }),
    },
  };
}

/** Where the log itself is read, `after` means a place in the list and nothing is to be waited for. */
function ownWrites(path: string): { after?: string } {
  return written && Date.now() - written.at < OWN_WRITES_FOR_MILLIS && !path.endsWith("/events")
    ? { after: written.position }
    : {};
}
