package dev.agentledger.command.log;

import org.jspecify.annotations.Nullable;

/** What one node tells the others: up to where it has recorded. */
record Notice(String node, long position) {

  static final String CHANNEL = "ledger_log";

  String text() {
    return node + ":" + position;
  }

  /** The notice with this text, or null when it is none. */
  static @Nullable Notice of(String text) {
    var colon = text.lastIndexOf(':');
    try {
      return new Notice(
          text.substring(0, Math.max(colon, 0)), Long.parseLong(text.substring(colon + 1)));
    } catch (NumberFormatException foreign) {
      return null;
    }
  }
}
