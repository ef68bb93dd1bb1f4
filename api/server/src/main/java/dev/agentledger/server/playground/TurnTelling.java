package dev.agentledger.server.playground;

import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.server.playground.ToClient.OfTurn;
import dev.agentledger.server.playground.ToClient.Tool;
import dev.agentledger.server.run.Speech;
import dev.agentledger.server.run.Telling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a client how a turn is being answered. Serves one turn. */
final class TurnTelling {

  private final OfTurn turn;
  private final Speech speech = new Speech();
  private boolean over;

  TurnTelling(OfTurn turn) {
    this.turn = turn;
  }

  boolean isOver() {
    return over;
  }

  List<ToClient> after(Telling telling) {
    var told = new ArrayList<ToClient>();
    var text = speech.after(telling);
    if (!text.isEmpty()) {
      told.add(turn.contentDelta(text));
    }
    if (telling instanceof Telling.Happened(var event)) {
      happened(event).ifPresent(told::add);
    }
    return told;
  }

  private Optional<ToClient> happened(RecordedEvent event) {
    var payload = event.payload();
    return switch (event.contract()) {
      case "run.tool-call-intended" ->
          Optional.of(turn.tool("tool_use_start", tool(payload, null, null)));
      case "run.tool-call-succeeded", "run.tool-call-reconciled" ->
          Optional.of(turn.tool("tool_use_complete", tool(payload, payload.get("result"), null)));
      case "run.tool-call-failed" ->
          Boolean.TRUE.equals(payload.get("last"))
              ? Optional.of(
                  turn.tool(
                      "tool_use_complete", tool(payload, null, messageIn(payload, "failure"))))
              : Optional.empty();
      case "run.tool-call-rejected", "run.tool-call-refused" ->
          Optional.of(turn.tool("tool_use_complete", tool(payload, null, text(payload, "reason"))));
      case "run.tool-call-held" ->
          Optional.of(turn.waiting(tool(payload, null, null), text(payload, "reason")));
      case "run.completed" ->
          end(turn.complete(Speech.outputOf(payload), String.valueOf(payload.get("outcome"))));
      case "run.failed" -> end(turn.failed("run-failed", messageIn(payload, "error")));
      case "run.cancelled" -> end(turn.failed("stopped", "The answer was stopped"));
      default -> Optional.empty();
    };
  }

  private Optional<ToClient> end(ToClient last) {
    over = true;
    return Optional.of(last);
  }

  private static Tool tool(
      Map<String, @Nullable Object> payload, @Nullable Object result, @Nullable String error) {
    return new Tool(
        String.valueOf(payload.get("callId")),
        text(payload, "tool"),
        payload.get("arguments"),
        result,
        error);
  }

  private static @Nullable String text(Map<String, @Nullable Object> payload, String name) {
    return payload.get(name) instanceof String text ? text : null;
  }

  private static String messageIn(Map<String, @Nullable Object> payload, String name) {
    return payload.get(name) instanceof Map<?, ?> error
            && error.get("message") instanceof String message
        ? message
        : "It failed";
  }
}
