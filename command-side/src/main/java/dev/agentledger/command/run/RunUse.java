package dev.agentledger.command.run;

import org.jspecify.annotations.Nullable;

/**
 * What a run has used of what it may use.
 *
 * @param modelCalls steps at which a model was asked, however often at each
 * @param toolCalls calls that were made or held for people, each once however often attempted; one
 *     that people rejected counts too, so that a model cannot ask them without end
 * @param repairs answers that were asked for again
 * @param costMicros of all whose price is known
 */
record RunUse(int modelCalls, int toolCalls, int repairs, long costMicros) {

  static final RunUse NONE = new RunUse(0, 0, 0, 0);

  int steps() {
    return modelCalls + toolCalls;
  }

  RunUse plusModelCall(boolean repair) {
    return new RunUse(modelCalls + 1, toolCalls, repairs + (repair ? 1 : 0), costMicros);
  }

  RunUse plusToolCall() {
    return new RunUse(modelCalls, toolCalls + 1, repairs, costMicros);
  }

  RunUse plusCost(@Nullable Long micros) {
    return micros == null ? this : new RunUse(modelCalls, toolCalls, repairs, costMicros + micros);
  }
}
