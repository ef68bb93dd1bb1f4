import { vi } from "vitest";

export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Headers;
  body: unknown;
}

type Answer = (asked: Asked, signal: AbortSignal | null | undefined) => Response | Promise<Response>;

/** A server that answers as it is told; remembers what it was asked. */
export class Server {
  readonly asked: Asked[] = [];
  readonly #answers = new Map<string, Answer>();

  constructor() {
    vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
      const url = new URL(address, "http://ledger.test");
      const asked: Asked = {
        method: init.method ?? "GET",
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: new Headers(init.headers),
        body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
      };
      this.asked.push(asked);
      const form = asked.headers.get("Accept") === "text/event-stream" ? "STREAM" : asked.method;
      const answer = this.#answers.get(`${form} ${asked.path}`);
      return answer ? answer(asked, init.signal) : problem(404, "not-found", "There is no such thing");
    });
  }

  /** @param what such as `GET /api/v1/agents`, or `STREAM` where a stream is to be refused */
  answers(what: string, answer: Answer): this {
    this.#answers.set(what, answer);
    return this;
  }

  /** Hands over the server's end of each stream that is asked for. */
  streams(path: string, opened: (told: Told) => void): this {
    return this.answers(`STREAM ${path}`, (_, signal) => {
      const told = new Told();
      signal?.addEventListener("abort", () => told.cut());
      opened(told);
      return told.response;
    });
  }

  askedFor(what: string): Asked[] {
    return this.asked.filter(({ method, path, headers }) => {
      const form = headers.get("Accept") === "text/event-stream" ? "STREAM" : method;
      return what === `${form} ${path}`;
    });
  }
}

export function json(body: unknown, init: ResponseInit = {}): Response {
  return Response.json(body, init);
}

export function problem(status: number, kind: string, title: string, more: object = {}): Response {
  return Response.json(
    { type: `urn:agent-ledger:problem:${kind}`, title, status, detail: title, instance: "/", ...more },
    { status },
  );
}

/** The server's end of a stream of events. */
export class Told {
  readonly #encoder = new TextEncoder();
  #isCut = false;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  readonly response = new Response(
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    }),
  );

  tell(event: string, data: unknown, id?: number): void {
    const head = id === undefined ? "" : `id:${id}\n`;
    this.#write(`${head}event:${event}\ndata:${JSON.stringify(data)}\n\n`);
  }

  heartbeat(): void {
    this.#write(":heartbeat\n\n");
  }

  cut(): void {
    if (!this.#isCut) {
      this.#isCut = true;
      this.#controller.close();
    }
  }

  #write(text: string): void {
    this.#controller.enqueue(this.#encoder.encode(text));
  }
}
