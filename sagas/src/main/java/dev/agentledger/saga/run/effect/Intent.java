package dev.agentledger.saga.run.effect;

import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.api.run.ReinvokeModelCall;
import dev.agentledger.api.run.ReinvokeToolCall;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.saga.run.history.RunHistory;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An effect that a run decided to have carried out.
 *
 * @param notBefore when it is due
 * @param envelope under which its outcome is sent
 * @param childRunId the run that carries it out, if another run does
 */
public record Intent(
    Attempt attempt, Instant notBefore, Envelope envelope, @Nullable RunId childRunId) {

  public static final String CODE = "code";
  public static final String MODEL = "model";

  /**
   * One attempt at one of a run's effects; the later one counts.
   *
   * @param effect {@link #CODE}, {@link #MODEL} or the id of a tool call
   */
  public record Attempt(RunId runId, String effect, int step, int number) {

    public boolean supersedes(Attempt other) {
      return step > other.step || (step == other.step && number > other.number);
    }
  }

  /** What the event wants to have carried out, if it does. */
  public static Optional<Intent> in(RunEvent event, Instant at, Envelope envelope) {
    if (event instanceof RunCodeInvoked(var runId, var step, var number, _)) {
      return Optional.of(new Intent(new Attempt(runId, CODE, step, number), at, envelope, null));
    }
    if (event instanceof RunModelCallRequested request) {
      return Optional.of(
          new Intent(
              new Attempt(request.runId(), MODEL, request.step(), request.attempt()),
              at.plusMillis(request.delayMillis()),
              envelope,
              null));
    }
    if (event instanceof RunToolCallIntended call) {
      return Optional.of(
          new Intent(
              new Attempt(call.runId(), call.callId(), call.step(), call.attempt()),
              at.plusMillis(call.delayMillis()),
              envelope,
              call.childRunId()));
    }
    return Optional.empty();
  }

  /** Whether the history holds it; one that does not is behind. */
  public boolean isIn(RunHistory history) {
    for (var entry : history.entries().reversed()) {
      var intent = in(entry.event(), entry.at(), envelope);
      if (intent.isPresent() && intent.get().attempt().equals(attempt)) {
        return true;
      }
    }
    return false;
  }

  public RunId runId() {
    return attempt.runId();
  }

  public String effect() {
    return attempt.effect();
  }

  public boolean isCode() {
    return effect().equals(CODE);
  }

  public boolean isToolCall() {
    return !isCode() && !effect().equals(MODEL);
  }

  /** What is to be said when the worker that had it was lost. */
  public RunCommand asLost() {
    return switch (effect()) {
      case CODE -> new ReinvokeCode(runId(), attempt.step(), attempt.number());
      case MODEL -> new ReinvokeModelCall(runId(), attempt.step(), attempt.number());
      default -> new ReinvokeToolCall(runId(), effect(), attempt.number());
    };
  }
}
