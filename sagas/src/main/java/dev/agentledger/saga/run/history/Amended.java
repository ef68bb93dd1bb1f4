package dev.agentledger.saga.run.history;

import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunToolCallIntended;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls that were made with other arguments than the model wanted, because a person changed them.
 *
 * @param arguments with which they were made, by call
 */
record Amended(Map<String, @Nullable Object> arguments) {

  private static final String NOTE = "A person changed the arguments before the call was made";

  static Amended in(RunHistory history) {
    var wanted = new HashMap<String, @Nullable Object>();
    history
        .all(RunModelCallCompleted.class)
        .flatMap(completed -> completed.call().message().toolCalls().stream())
        .forEach(call -> wanted.put(call.callId(), call.arguments()));
    var arguments = new HashMap<String, @Nullable Object>();
    history
        .all(RunToolCallIntended.class)
        .filter(call -> wanted.containsKey(call.callId()))
        .filter(call -> !isAsWanted(call, wanted.get(call.callId())))
        .forEach(call -> arguments.put(call.callId(), call.arguments()));
    return new Amended(arguments);
  }

  /** A number may be of another Java type before it was stored, so unequal may be the same. */
  private static boolean isAsWanted(RunToolCallIntended call, @Nullable Object wanted) {
    return Objects.equals(wanted, call.arguments())
        || CanonicalJson.hashOf(wanted).equals(call.argumentsHash());
  }

  /** The outcome as the model is told it: plainly, unless it is not the outcome of its own call. */
  @Nullable Object told(
      String callId, String name, @Nullable Object outcome, @Nullable Object plainly) {
    if (!arguments.containsKey(callId)) {
      return plainly;
    }
    var told = new LinkedHashMap<String, @Nullable Object>();
    told.put("note", NOTE);
    told.put("arguments", arguments.get(callId));
    told.put(name, outcome);
    return told;
  }
}
