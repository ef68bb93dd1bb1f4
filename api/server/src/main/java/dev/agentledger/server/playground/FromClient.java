package dev.agentledger.server.playground;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a client of the playground says.
 *
 * @param type {@code user_message} or {@code stop}
 * @param conversationId the conversation to go on with; another begins when absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FromClient(
    @Nullable String type,
    @Nullable String content,
    @JsonProperty("conversation_id") @Nullable String conversationId) {

  static final String USER_MESSAGE = "user_message";
  static final String STOP = "stop";
}
