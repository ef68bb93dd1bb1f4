package dev.agentledger.saga.run.history;

import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that were made with other arguments than the model wanted, because a person changed them.
 *
 * @param arguments with which they were made, by call
 */
record Amended(Map<String, @Nullable Object> arguments) {

  private static final String NOTE = "A person changed the arguments before the call was made";

  static Amended in(RunHistory history) {
    var wanted = new HashMap<String, String>();
    history
        .all(RunToolCallHeld.class)
        .forEach(call -> wanted.put(call.callId(), call.argumentsHash()));
    var arguments = new HashMap<String, @Nullable Object>();
    history
        .all(RunToolCallIntended.class)
        .filter(
            call ->
                !call.argumentsHash()
                    .equals(wanted.getOrDefault(call.callId(), call.argumentsHash())))
        .forEach(call -> arguments.put(call.callId(), call.arguments()));
    return new Amended(arguments);
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
