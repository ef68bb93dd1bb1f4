import { createParser, type EventSourceMessage } from "eventsource-parser";
import { send } from "./client";
import { Problem } from "./problem";

/** What a follower sees of its connection. */
export type Connection = "connecting" | "live" | "reconnecting" | "ended" | "failed";

export interface EventStreamOptions {
  /** Called for each event, once for each id. */
  onEvent: (event: EventSourceMessage) => void;
  onConnection?: (connection: Connection, problem?: Problem) => void;
  /** Whether an event is the last one, after which the server closes for good. */
  isLast?: (event: EventSourceMessage) => boolean;
  /** The id after which to go on. */
  lastEventId?: string | undefined;
}

/** The server shows a sign of life each 15 s. */
const SILENCE_MILLIS = 40_000;
const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 20_000;
/** What was accepted a moment ago may not be found yet. */
const LOOKS_FOR_WHAT_IS_NEW = 3;
/** A hidden tab lets go of its connection, or waits to be seen: a browser has six for all tabs together. */
const HIDDEN_MILLIS = 5_000;

/**
 * Follows a stream of events of the API until it is closed: resumes after the last id, waits longer
 * after each failure, and takes silence for a failure. Returns what closes it.
 */
export function followEvents(address: string, options: EventStreamOptions): () => void {
  let lastEventId = options.lastEventId;
  let failures = 0;
  let ended = false;
  let connection: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;

  const tell = (state: Connection, problem?: Problem) => options.onConnection?.(state, problem);

  const end = (state: "ended" | "failed", problem?: Problem) => {
    close();
    tell(state, problem);
  };

  const connect = async () => {
    const mine = new AbortController();
    connection = mine;
    let silence = setTimeout(() => mine.abort(), SILENCE_MILLIS);
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => mine.abort(), SILENCE_MILLIS);
    };
    try {
      const response = await send(address, {
        signal: mine.signal,
        headers: {
          Accept: "text/event-stream",
          ...(lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId }),
        },
      });
      failures = 0;
      tell("live");
      const parser = createParser({ onEvent: (event) => ended || take(event) });
      const decoder = new TextDecoder();
      const reader = response.body!.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || ended) {
          break;
        }
        alive();
        parser.feed(decoder.decode(value, { stream: true }));
      }
    } catch (error) {
      if (error instanceof Problem && isFinal(error, failures)) {
        clearTimeout(silence);
        end("failed", error);
        return;
      }
    }
    clearTimeout(silence);
    if (!ended && connection === mine) {
      again();
    }
  };

  const take = (event: EventSourceMessage) => {
    if (event.id !== undefined) {
      if (isKnown(event.id, lastEventId)) {
        return;
      }
      lastEventId = event.id;
    }
    options.onEvent(event);
    if (options.isLast?.(event)) {
      end("ended");
    }
  };

  const again = () => {
    tell("reconnecting");
    // Half of the wait is chance, so that not every console comes back at the same moment.
    const wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** failures++);
    timer = setTimeout(() => void connect(), wait * (0.5 + Math.random() / 2));
  };

  const letGo = () => {
    clearTimeout(timer);
    const gone = connection;
    connection = undefined;
    gone?.abort();
  };

  const onVisibility = () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) {
      hiddenTimer = setTimeout(letGo, HIDDEN_MILLIS);
    } else if (!connection) {
      tell("reconnecting");
      void connect();
    }
  };

  const close = () => {
    ended = true;
    clearTimeout(hiddenTimer);
    document.removeEventListener("visibilitychange", onVisibility);
    letGo();
  };

  document.addEventListener("visibilitychange", onVisibility);
  tell("connecting");
  if (!document.hidden) {
    void connect();
  }
  return close;
}

function isFinal(problem: Problem, failures: number): boolean {
  if (problem.status === 404 && failures < LOOKS_FOR_WHAT_IS_NEW) {
    return false;
  }
  return problem.status >= 400 && problem.status < 500 && problem.status !== 408 && problem.status !== 429;
}

/** The ids of the API are numbers that grow. */
function isKnown(id: string, last: string | undefined): boolean {
  return last !== undefined && (id === last || Number(id) <= Number(last));
}
