import type { Schema } from "./types";

type Body = Schema["Problem"];

/** What the API answers when it does not do what it was asked (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  /** Finds the request in the log, the audit and the traces of the server. */
  readonly traceId: string | undefined;
  readonly roles: readonly string[];
  readonly findings: readonly Schema["Finding"][];
  readonly body: Partial<Body>;

  constructor(status: number, body: Partial<Body>) {
    super(body.detail ?? body.title ?? `The server answered ${status}`);
    this.name = "Problem";
    this.status = status;
    this.body = body;
    this.type = body.type ?? "about:blank";
    this.title = body.title ?? `The server answered ${status}`;
    this.detail = body.detail ?? "";
    this.traceId = body.correlationId;
    this.roles = body.roles ?? [];
    this.findings = body.findings ?? (body.pointer ? [pointed(body)] : []);
  }

  /** The kind without the prefix of its URN, such as `version-mismatch`. */
  get kind(): string {
    return this.type.replace("urn:agent-ledger:problem:", "");
  }

  /** Whether asking again in a moment may help. */
  get transient(): boolean {
    return this.status === 0 || this.status >= 500 || this.kind === "idempotency-in-progress";
  }

  /** What is wrong with one member of the body. */
  errorAt(pointer: string): string | undefined {
    const at = this.findings.filter((finding) => finding.pointer === pointer && finding.severity === "error");
    return at.length === 0 ? undefined : at.map((finding) => finding.message).join(" ");
  }

  static async of(response: Response): Promise<Problem> {
    const body: unknown = await response.json().catch(() => ({}));
    return new Problem(response.status, body as Partial<Body>);
  }

  static unreachable(): Problem {
    return new Problem(0, {
      type: "about:blank",
      title: "The server cannot be reached",
      detail: "Check that it runs and that you are online. Nothing you typed is lost.",
    });
  }

  /** Whatever was thrown, as a problem that can be shown. */
  static from(error: unknown): Problem {
    return error instanceof Problem
      ? error
      : new Problem(0, {
          title: "Something went wrong in the console",
          detail: error instanceof Error ? error.message : String(error),
        });
  }
}

function pointed(body: Partial<Body>): Schema["Finding"] {
  return {
    pointer: body.pointer ?? "",
    rule: "",
    severity: "error",
    message: body.detail ?? body.title ?? "",
    action: "",
  };
}
