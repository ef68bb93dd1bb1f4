package dev.agentledger.command.run;

import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunQuestionAsked;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run of a model or of a request, from its acceptance to its end.
 *
 * @param step the last model call that was asked for
 * @param asked the last attempt at it; absent before the first, and where no model is asked
 * @param calls of the step that have no end yet, in the order in which the model wanted them
 * @param suspended whether it rests until somebody acts
 * @param diverged where a replay left the record at this step, in short
 */
record ActiveRun(
    RunTerms terms,
    RunUse use,
    int step,
    @Nullable ModelAttempt asked,
    List<OpenCall> calls,
    boolean suspended,
    RunMemory memory,
    List<String> diverged)
    implements RunState {

  ActiveRun {
    calls = List.copyOf(calls);
    diverged = List.copyOf(diverged);
  }

  static ActiveRun accepted(RunRequested event) {
    var fork = event.forkOf();
    return new ActiveRun(
        RunTerms.of(event),
        RunUse.NONE,
        fork == null ? 0 : fork.afterStep(),
        null,
        List.of(),
        false,
        RunMemory.NONE,
        List.of());
  }

  Optional<OpenCall> call(String callId) {
    return calls.stream().filter(call -> call.callId().equals(callId)).findFirst();
  }

  /** The attempt that is out, if it is this one. */
  Optional<ModelAttempt> askedAt(int wantedStep, int wantedAttempt) {
    return Optional.ofNullable(asked)
        .filter(last -> last.isOut() && step == wantedStep && last.attempt() == wantedAttempt);
  }

  /** Whether it rests for want of an answer or of money, and not for people's decisions. */
  boolean wantsModel() {
    return suspended && calls.isEmpty();
  }

  boolean hasDivergedBy(Divergence divergence) {
    return diverged.contains(nameOf(divergence));
  }

  ActiveRun after(RunModelCallRequested event) {
    if (asked == null || event.step() != step) {
      var repair = event.addition() != null;
      return new ActiveRun(
          terms,
          use.plusModelCall(repair),
          event.step(),
          ModelAttempt.first(event),
          calls,
          suspended,
          memory,
          List.of());
    }
    return with(owed()).with(asked.then(event));
  }

  ActiveRun after(RunModelCallCompleted event) {
    var paid = with(use.plusCost(event.call().costMicros()));
    return asked == null ? paid : paid.with(asked.answered());
  }

  ActiveRun after(RunModelCallFailed event) {
    var paid = with(use.plusCost(event.costMicros()));
    return asked == null ? paid : paid.with(asked.failed());
  }

  ActiveRun after(RunModelCallDiscarded event) {
    return with(use.plusCost(event.costMicros()))
        .with(memory.settled(event.step(), event.attempt()));
  }

  ActiveRun after(RunToolCallIntended event) {
    var before = call(event.callId());
    if (before.isEmpty()) {
      return opening(OpenCall.first(event)).with(use.plusToolCall()).at(event.step());
    }
    var sent = changing(event.callId(), call -> call.then(event));
    return before.get().is(OpenCall.Standing.HELD)
        ? sent.with(memory.knowing(event.callId(), PeopleDecisions.approval(event.argumentsHash())))
        : sent;
  }

  ActiveRun after(RunToolCallSucceeded event) {
    return with(use.plusCost(event.costMicros())).closing(event.callId());
  }

  ActiveRun after(RunToolCallFailed event) {
    var paid = with(use.plusCost(event.costMicros()));
    return event.last()
        ? paid.closing(event.callId())
        : paid.changing(event.callId(), OpenCall::failed);
  }

  ActiveRun after(RunToolCallOutcomeUnknown event) {
    return changing(event.callId(), OpenCall::unknown);
  }

  ActiveRun after(RunToolCallReconciled event) {
    var known = with(memory.knowing(event.callId(), PeopleDecisions.reconciliation(event)));
    return switch (event.resolution()) {
      case DONE, FAIL -> known.closing(event.callId());
      case RETRY -> known.changing(event.callId(), OpenCall::due);
    };
  }

  ActiveRun after(RunToolCallHeld event) {
    return opening(OpenCall.held(event)).with(use.plusToolCall());
  }

  ActiveRun after(RunToolCallRejected event) {
    return with(memory.knowing(event.callId(), PeopleDecisions.REJECTION)).closing(event.callId());
  }

  ActiveRun after(RunQuestionAsked event) {
    return opening(OpenCall.asked(event.callId()));
  }

  ActiveRun after(RunQuestionAnswered event) {
    return with(memory.knowing(event.callId(), PeopleDecisions.answer(event.answer())))
        .closing(event.callId());
  }

  ActiveRun afterSuspension() {
    var resting = with(owed()).with(true);
    return asked == null ? resting : resting.with(asked.abandoned());
  }

  ActiveRun afterResumption() {
    var going = with(false);
    return asked == null ? going : going.with(asked.refreshed());
  }

  ActiveRun after(RunDiverged event) {
    return new ActiveRun(
        terms,
        use,
        step,
        asked,
        calls,
        suspended,
        memory,
        Stream.concat(diverged.stream(), Stream.of(nameOf(event.divergence()))).toList());
  }

  /** What is left of it when it has ended. */
  Ended ended(Ending ending) {
    return new Ended(
        ending,
        owed(),
        calls.stream()
            .filter(call -> call.is(OpenCall.Standing.UNKNOWN))
            .map(OpenCall::callId)
            .toList());
  }

  /** An attempt that is out and counts no more is still to be paid for. */
  private RunMemory owed() {
    return asked != null && asked.isOut() ? memory.owing(step, asked.attempt()) : memory;
  }

  private static String nameOf(Divergence divergence) {
    return "%s %s %s"
        .formatted(divergence.what(), divergence.expectedHash(), divergence.actualHash());
  }

  private ActiveRun opening(OpenCall call) {
    return with(Stream.concat(calls.stream(), Stream.of(call)).toList());
  }

  private ActiveRun changing(String callId, UnaryOperator<OpenCall> change) {
    return with(
        calls.stream()
            .map(call -> call.callId().equals(callId) ? change.apply(call) : call)
            .toList());
  }

  private ActiveRun closing(String callId) {
    return with(calls.stream().filter(call -> !call.callId().equals(callId)).toList());
  }

  private ActiveRun at(int next) {
    return new ActiveRun(terms, use, next, asked, calls, suspended, memory, diverged);
  }

  private ActiveRun with(RunUse next) {
    return new ActiveRun(terms, next, step, asked, calls, suspended, memory, diverged);
  }

  private ActiveRun with(ModelAttempt next) {
    return new ActiveRun(terms, use, step, next, calls, suspended, memory, diverged);
  }

  private ActiveRun with(List<OpenCall> next) {
    return new ActiveRun(terms, use, step, asked, next, suspended, memory, diverged);
  }

  private ActiveRun with(boolean next) {
    return new ActiveRun(terms, use, step, asked, calls, next, memory, diverged);
  }

  private ActiveRun with(RunMemory next) {
    return new ActiveRun(terms, use, step, asked, calls, suspended, next, diverged);
  }
}
