package dev.agentledger.saga.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Keeps what an execution logs, up to a cap, and notes once that the rest was dropped. */
final class LogBook {

  static final int MOST_LINES = 200;
  static final int MOST_BYTES = 16 * 1024;

  private final List<LogLine> lines = new ArrayList<>();
  private int bytes;
  private boolean truncated;

  /** How many bytes of the next message can still be kept. */
  synchronized int room() {
    return truncated || lines.size() >= MOST_LINES ? 0 : MOST_BYTES - bytes;
  }

  /** Adds a message of which {@code size} bytes were offered and {@code kept} fitted the room. */
  synchronized void add(String level, String message, int kept, int size) {
    if (truncated) {
      return;
    }
    boolean full = lines.size() == MOST_LINES;
    if (!full && (kept > 0 || size == 0)) {
      lines.add(new LogLine(level, message));
      bytes += kept;
    }
    if (full || kept < size) {
      truncated = true;
      lines.add(
          new LogLine(
              "warn",
              "Log truncated: at most %d lines and %d KiB are kept"
                  .formatted(MOST_LINES, MOST_BYTES / 1024)));
    }
  }

  synchronized List<LogLine> lines() {
    return List.copyOf(lines);
  }
}
