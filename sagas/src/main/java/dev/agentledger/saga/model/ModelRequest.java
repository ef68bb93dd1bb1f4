package dev.agentledger.saga.model;

import dev.agentledger.events.run.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a model is told in one call.
 *
 * @param model as {@code provider/name}
 * @param outputSchema what the answer is to fit, if it is to be JSON
 * @param attempt counts attempts at the same call; not a part of what the model is told
 * @param script what the rehearsal provider is to answer
 */
public record ModelRequest(
    String model,
    @Nullable String system,
    List<Message> messages,
    List<ToolOffer> tools,
    ModelParameters parameters,
    @Nullable Map<String, @Nullable Object> outputSchema,
    Duration timeout,
    int attempt,
    @Nullable Object script) {

  public ModelRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }
}
