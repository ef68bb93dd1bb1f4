import { vi } from "vitest";

/** The sockets that were opened, each as the server sees it. */
export class Sockets {
  readonly opened: FakeSocket[] = [];

  constructor() {
    const { opened } = this;
    vi.stubGlobal(
      "WebSocket",
      class extends FakeSocket {
        constructor(address: string, protocols: string[]) {
          super(address, protocols);
          opened.push(this);
        }
      },
    );
  }

  get last(): FakeSocket {
    return this.opened.at(-1)!;
  }
}

/** A socket whose other end is held by a test. */
export class FakeSocket extends EventTarget {
  readonly sent: unknown[] = [];
  closedHere = false;

  constructor(
    readonly address: string,
    readonly protocols: string[],
  ) {
    super();
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closedHere = true;
  }

  accept(): void {
    this.dispatchEvent(new Event("open"));
  }

  tell(told: object): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(told) }));
  }

  cut(): void {
    this.dispatchEvent(new Event("close"));
  }
}
