package dev.agentledger.command.run;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a run remembers of what is past, so that whoever repeats or comes late gets the right
 * answer.
 *
 * @param unsettled attempts to ask a model that count no more and have not been paid for
 * @param decided what people decided about calls
 */
record RunMemory(List<Attempt> unsettled, List<Decided> decided) {

  static final RunMemory NONE = new RunMemory(List.of(), List.of());

  record Attempt(int step, int attempt) {}

  /**
   * What a person decided about a call.
   *
   * @param decision in short, the same for the same decision
   */
  record Decided(String callId, String decision) {}

  RunMemory {
    unsettled = List.copyOf(unsettled);
    decided = List.copyOf(decided);
  }

  boolean owes(int step, int attempt) {
    return unsettled.contains(new Attempt(step, attempt));
  }

  boolean knows(String callId, String decision) {
    return decided.contains(new Decided(callId, decision));
  }

  RunMemory owing(int step, int attempt) {
    return new RunMemory(
        Stream.concat(unsettled.stream(), Stream.of(new Attempt(step, attempt))).toList(), decided);
  }

  RunMemory settled(int step, int attempt) {
    return new RunMemory(
        unsettled.stream().filter(owed -> !owed.equals(new Attempt(step, attempt))).toList(),
        decided);
  }

  RunMemory knowing(String callId, String decision) {
    return knows(callId, decision)
        ? this
        : new RunMemory(
            unsettled,
            Stream.concat(decided.stream(), Stream.of(new Decided(callId, decision))).toList());
  }
}
