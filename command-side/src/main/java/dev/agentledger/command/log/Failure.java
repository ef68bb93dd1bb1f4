package dev.agentledger.command.log;

import java.sql.SQLException;
import java.util.Objects;

/** What a failed statement of the committer means for those who wait for it. */
enum Failure {

  /** Another node was in the way; the same can be tried again at once. */
  COLLISION,

  /** The open partition is being closed and its successor is not there yet. */
  CLOSED_PARTITION,

  /** The database does not take one of the facts, and never will. */
  REFUSED,

  /** The database cannot write now; nothing was recorded. */
  UNAVAILABLE,

  /** The connection was lost on the way; whether anything was recorded is not known. */
  IN_DOUBT;

  static Failure of(SQLException failure, Writer writer) {
    var state = Objects.requireNonNullElse(failure.getSQLState(), "");
    return switch (state) {
      case "40P01", "40001" -> COLLISION;
      case "23514" -> CLOSED_PARTITION;
      case "25006", "55P03", "57014" -> UNAVAILABLE;
      default -> {
        if (state.startsWith("53") || state.startsWith("58") || state.startsWith("XX")) {
          yield UNAVAILABLE;
        }
        // Only a server that still answers has said that it recorded nothing.
        yield state.startsWith("08") || state.startsWith("57P") || !writer.works()
            ? IN_DOUBT
            : REFUSED;
      }
    };
  }
}
