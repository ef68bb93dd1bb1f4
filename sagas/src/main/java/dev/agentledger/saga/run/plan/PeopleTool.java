package dev.agentledger.saga.run.plan;

import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.model.ToolOffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is built in for a model that needs a person. */
public record PeopleTool(ToolKind kind, ToolOffer offer) {

  public static final PeopleTool ASK_HUMAN =
      new PeopleTool(
          ToolKind.ASK_HUMAN,
          new ToolOffer(
              "ask_human",
              "Ask a person a question and wait for the answer.",
              Map.of(
                  "type",
                  "object",
                  "properties",
                  Map.of(
                      "question", Map.of("type", "string", "minLength", 1),
                      "choices",
                          Map.of(
                              "type",
                              "array",
                              "items",
                              Map.of("type", "string"),
                              "description",
                              "Answers to choose from, if there are only a few")),
                  "required",
                  List.of("question"),
                  "additionalProperties",
                  false)));

  public static final PeopleTool HAND_OVER =
      new PeopleTool(
          ToolKind.HAND_OVER,
          new ToolOffer(
              "hand_over",
              "Hand the whole matter over to a person; nothing can be done after that.",
              Map.of(
                  "type", "object",
                  "properties",
                      Map.of(
                          "reason", Map.of("type", "string", "minLength", 1),
                          "summary",
                              Map.of("type", "string", "description", "What the person must know")),
                  "required", List.of("reason"))));

  public static Optional<PeopleTool> named(String name) {
    return Stream.of(ASK_HUMAN, HAND_OVER)
        .filter(tool -> tool.offer.name().equals(name))
        .findFirst();
  }

  public PinnedTool pinned() {
    return new PinnedTool(offer.name(), kind, null, null, ToolEffect.READ, 0, 0, OnExpiry.REJECT);
  }
}
