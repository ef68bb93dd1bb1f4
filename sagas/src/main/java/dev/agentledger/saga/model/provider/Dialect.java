package dev.agentledger.saga.model.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.ModelRequest;
import java.util.OptionalInt;
import okio.BufferedSource;
import okio.Source;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;

/** What is particular to one protocol, as Spring AI speaks it. */
interface Dialect {

  /** Speaks to the provider; one prompt is one HTTP call. */
  ChatModel model(Exchange exchange);

  Prompt prompt(ModelRequest request, Target target, Exchange exchange);

  /** Puts back into the body what Spring AI leaves out of it. */
  void amend(ObjectNode body, ModelRequest request, Target target);

  /** Puts right in a stream what Spring AI would read wrongly. */
  default Source stream(BufferedSource answer) {
    return answer;
  }

  /** The classes of tokens, each counted once, from what the provider said in its own way. */
  TokenUsage usage(Usage usage);

  /** The status that the provider's own client gives for a failure within a stream. */
  OptionalInt statusOf(Throwable failure);
}
