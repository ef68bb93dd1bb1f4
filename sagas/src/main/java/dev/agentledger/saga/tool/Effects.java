package dev.agentledger.saga.tool;

import dev.agentledger.events.tool.ToolEffect;
import java.util.Locale;

/** What HTTP says a method does, by RFC 9110. */
final class Effects {

  private Effects() {}

  static ToolEffect of(String method) {
    return switch (method.toUpperCase(Locale.ROOT)) {
      case "GET", "HEAD", "OPTIONS", "TRACE" -> ToolEffect.READ;
      case "PUT", "DELETE" -> ToolEffect.IDEMPOTENT;
      default -> ToolEffect.EFFECTFUL;
    };
  }
}
