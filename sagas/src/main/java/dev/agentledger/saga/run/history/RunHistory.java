package dev.agentledger.saga.run.history;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened in a run from its request on, without a gap.
 *
 * @param envelope of the request
 * @param weight bytes that it takes, roughly
 */
public record RunHistory(Envelope envelope, List<Entry> entries, int weight) {

  private static final int BYTES_OF_ENTRY = 250;
  private static final int BYTES_OF_CHARACTER = 2;

  /**
   * One event of a run.
   *
   * @param length of its text in the log
   */
  public record Entry(long sequence, Instant at, RunEvent event, int length) {

    int weight() {
      return BYTES_OF_ENTRY + BYTES_OF_CHARACTER * length;
    }
  }

  /**
   * What these entries are together.
   *
   * @param entries the first of which is the request
   */
  public static RunHistory of(Envelope envelope, List<Entry> entries) {
    return new RunHistory(
        envelope, List.copyOf(entries), entries.stream().mapToInt(Entry::weight).sum());
  }

  /** With what followed; empty when something is missing in between. */
  Optional<RunHistory> plus(List<Entry> following) {
    var fresh = following.stream().filter(entry -> entry.sequence() > lastSequence()).toList();
    if (fresh.isEmpty()) {
      return Optional.of(this);
    }
    if (fresh.getFirst().sequence() != lastSequence() + 1) {
      return Optional.empty();
    }
    var all = new ArrayList<Entry>(entries.size() + fresh.size());
    all.addAll(entries);
    all.addAll(fresh);
    return Optional.of(
        new RunHistory(
            envelope, List.copyOf(all), weight + fresh.stream().mapToInt(Entry::weight).sum()));
  }

  public RunRequested requested() {
    return (RunRequested) entries.getFirst().event();
  }

  public RunId runId() {
    return requested().runId();
  }

  public String tenant() {
    return envelope.tenant();
  }

  /** The person for whom the run was started. */
  public String user() {
    return Objects.requireNonNullElse(envelope.onBehalfOf(), envelope.actor());
  }

  public Instant requestedAt() {
    return entries.getFirst().at();
  }

  public long lastSequence() {
    return entries.getLast().sequence();
  }

  public <T extends RunEvent> Stream<T> all(Class<T> type) {
    return entries.stream().map(Entry::event).filter(type::isInstance).map(type::cast);
  }

  /** Looked for from the end: as a rule it is the newest, and it is asked for at each step. */
  public Optional<RunModelCallRequested> modelCall(int step, int attempt) {
    for (var entry : entries.reversed()) {
      if (entry.event() instanceof RunModelCallRequested request
          && request.step() == step
          && request.attempt() == attempt) {
        return Optional.of(request);
      }
    }
    return Optional.empty();
  }

  /** Whether a model is being asked. */
  public boolean isAsking() {
    return all(RunModelCallRequested.class)
        .reduce((_, last) -> last)
        .filter(last -> !hasOutcome(last.step(), last.attempt()))
        .isPresent();
  }

  /** Whether that attempt to ask a model was answered, or failed. */
  public boolean hasOutcome(int step, int attempt) {
    return all(RunModelCallCompleted.class)
            .anyMatch(done -> done.step() == step && done.attempt() == attempt)
        || all(RunModelCallFailed.class)
            .anyMatch(failed -> failed.step() == step && failed.attempt() == attempt);
  }

  /** How often the model of that request was asked in vain at its step before. */
  public int failuresOf(RunModelCallRequested request) {
    return (int)
        all(RunModelCallFailed.class)
            .filter(failed -> failed.step() == request.step())
            .filter(
                failed ->
                    modelCall(failed.step(), failed.attempt())
                        .map(RunModelCallRequested::model)
                        .filter(request.model()::equals)
                        .isPresent())
            .count();
  }

  public Optional<RunToolCallIntended> toolCall(String callId, int attempt) {
    return all(RunToolCallIntended.class)
        .filter(call -> call.callId().equals(callId) && call.attempt() == attempt)
        .findFirst();
  }

  /** The attempt at the call that counts. */
  public Optional<RunToolCallIntended> toolCall(String callId) {
    return all(RunToolCallIntended.class)
        .filter(call -> call.callId().equals(callId))
        .max(Comparator.comparingInt(RunToolCallIntended::attempt));
  }

  /** How many runs of other agents the step started. */
  public long childrenOf(int step) {
    return all(RunToolCallIntended.class)
        .filter(call -> call.step() == step && call.childRunId() != null)
        .map(RunToolCallIntended::callId)
        .distinct()
        .count();
  }

  /** The runs that this one started and that have not answered. */
  public List<RunId> openChildren() {
    var open = new LinkedHashMap<String, RunId>();
    all(RunToolCallIntended.class)
        .filter(call -> call.childRunId() != null)
        .forEach(call -> open.put(call.callId(), call.childRunId()));
    all(RunToolCallSucceeded.class).forEach(call -> open.remove(call.callId()));
    all(RunToolCallFailed.class).forEach(call -> open.remove(call.callId()));
    return List.copyOf(open.values());
  }

  /** The event that ended the run. */
  public Optional<Entry> end() {
    return entries.reversed().stream().filter(entry -> ends(entry.event())).findFirst();
  }

  public static boolean ends(RunEvent event) {
    return event instanceof RunCompleted
        || event instanceof RunFailed
        || event instanceof RunCancelled;
  }

  /** What all model calls and runs below cost, as far as prices are known. */
  public long spentMicros() {
    return Stream.of(
            all(RunModelCallCompleted.class).map(completed -> completed.call().costMicros()),
            all(RunModelCallFailed.class).map(RunModelCallFailed::costMicros),
            all(RunModelCallDiscarded.class).map(RunModelCallDiscarded::costMicros),
            all(RunToolCallSucceeded.class).map(RunToolCallSucceeded::costMicros),
            all(RunToolCallFailed.class).map(RunToolCallFailed::costMicros))
        .flatMap(costs -> costs)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Model calls and tool calls that were made, each counted once. */
  public int stepsTaken() {
    var modelCalls = all(RunModelCallRequested.class).mapToInt(RunModelCallRequested::step);
    return (int) modelCalls.distinct().count() + toolCallsMade();
  }

  public int toolCallsMade() {
    return (int) all(RunToolCallIntended.class).map(RunToolCallIntended::callId).distinct().count();
  }

  /** When the run has lasted as long as it may, if it does not rest before; empty without limit. */
  public Optional<Instant> deadline() {
    var timeout = requested().limits().timeoutMillis();
    if (timeout == null || requested().plan().kind() == AgentKind.FUNCTION) {
      return Optional.empty();
    }
    var deadline = requestedAt().plusMillis(timeout);
    Instant restsSince = null;
    for (var entry : entries) {
      if (entry.event() instanceof RunSuspended && restsSince == null) {
        restsSince = entry.at();
      } else if (entry.event() instanceof RunResumed && restsSince != null) {
        deadline = deadline.plus(Duration.between(restsSince, entry.at()));
        restsSince = null;
      }
    }
    return Optional.of(deadline);
  }
}
