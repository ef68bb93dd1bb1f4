package dev.agentledger.saga.conversation;

import dev.agentledger.api.conversation.InterruptTurn;
import dev.agentledger.api.conversation.RecordTurnAnswered;
import dev.agentledger.api.conversation.RecordTurnFailed;
import dev.agentledger.api.conversation.TrimContext;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.conversation.ConversationTurnAccepted;
import dev.agentledger.events.conversation.ConversationTurnInterrupted;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.conversation.Transcript.Entry;
import dev.agentledger.saga.conversation.TurnRuns.Answerer.Missing;
import dev.agentledger.saga.conversation.TurnRuns.Answerer.Ready;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers turns: makes room, starts a turn's run, records how it ended.
 *
 * <p>Each reaction may come twice, from two nodes at once: what it sends is harmless then.
 */
@Component
public class TurnProcess {

  static final String PROCESS = "conversation-turns";

  private final Transcripts transcripts;
  private final TurnRuns runs;
  private final EventStore events;
  private final SagaCommands commands;

  public TurnProcess(
      Transcripts transcripts, TurnRuns runs, EventStore events, SagaCommands commands) {
    this.transcripts = transcripts;
    this.runs = runs;
    this.events = events;
    this.commands = commands;
  }

  /** Whether anything follows from such an event. */
  static boolean concerns(Object payload) {
    return switch (payload) {
      case ConversationTurnAccepted accepted -> accepted.runId() != null;
      case ConversationTurnInterrupted interrupted -> interrupted.runId() != null;
      case RunCompleted completed -> ConversationId.mayOwn(completed.runId());
      case RunFailed failed -> ConversationId.mayOwn(failed.runId());
      case RunCancelled cancelled -> ConversationId.mayOwn(cancelled.runId());
      case RunSuspended suspended -> ConversationId.mayOwn(suspended.runId());
      default -> false;
    };
  }

  /** The events without those of runs that are of no conversation: most of all, as a rule. */
  public static <T extends EventMessage<?>> List<T> concerning(List<T> events) {
    return events.stream().filter(event -> !isOfOtherRun(event)).toList();
  }

  /** By the stream's name, so that an event need not be read from its stored form. */
  private static boolean isOfOtherRun(EventMessage<?> event) {
    return RunEvent.class.isAssignableFrom(event.getPayloadType())
        && event instanceof DomainEventMessage<?> ofRun
        && !ConversationId.mayOwn(new RunId(ofRun.getAggregateIdentifier()));
  }

  void react(EventMessage<?> event) {
    var envelope = SagaCommands.answering(event, PROCESS);
    switch (event.getPayload()) {
      case ConversationTurnAccepted accepted when accepted.runId() != null ->
          answer(accepted.conversationId(), accepted.turnId(), envelope);
      case ConversationTurnInterrupted interrupted when interrupted.runId() != null ->
          cancel(
              interrupted.conversationId(), interrupted.turnId(), interrupted.reason(), envelope);
      case RunCompleted completed -> ended(completed, envelope);
      case RunFailed failed -> ended(failed, envelope);
      case RunCancelled cancelled -> ended(cancelled, envelope);
      case RunSuspended suspended -> suspended(suspended, envelope);
      default -> {}
    }
  }

  private void answer(ConversationId id, String turnId, Envelope envelope) {
    var transcript = transcripts.read(envelope.tenant(), id).orElseThrow();
    var turn = transcript.running(turnId);
    if (turn.isEmpty()) {
      return;
    }
    switch (runs.answererOf(envelope.tenant(), transcript.opened(), turn.get().by())) {
      case Missing(var error) ->
          commands.send(new RecordTurnFailed(id, turnId, id.runOf(turnId), error), envelope);
      case Ready ready -> {
        var room =
            turn.get().trimmed() ? Optional.<Room>empty() : Room.lackingIn(transcript, turnId);
        if (room.isEmpty()) {
          start(id, turn.get(), ready, envelope);
        } else {
          makeRoom(transcript, id, turn.get(), room.get(), ready, envelope);
        }
      }
    }
  }

  private void makeRoom(
      Transcript transcript,
      ConversationId id,
      Entry turn,
      Room room,
      Ready ready,
      Envelope envelope) {
    switch (transcript.opened().contextWindow().overflow()) {
      case DROP -> drop(id, turn, room, Summing.untried(null), ready, envelope);
      case SUMMARISE -> {
        if (ready.speaks()) {
          commands.send(runs.summing(id, turn.id(), room, ready), onBehalfOf(turn.by(), envelope));
        } else {
          var why = "The agent does not answer in plain words";
          drop(id, turn, room, Summing.untried(why), ready, envelope);
        }
      }
    }
  }

  private void drop(
      ConversationId id, Entry turn, Room room, Summing summing, Ready ready, Envelope envelope) {
    commands.send(
        new TrimContext(
            id,
            turn.id(),
            room.turns(),
            summing.summary(),
            summing.runId(),
            room.tokensBefore(),
            room.tokensAfter(),
            summing.note()),
        envelope);
    start(id, turn, ready, envelope);
  }

  /** A turn that was interrupted meanwhile has its run cancelled, whichever came first. */
  private void start(ConversationId id, Entry turn, Ready ready, Envelope envelope) {
    var input = runs.inputOf(ready, Objects.requireNonNull(turn.question(), "a turn has one"));
    if (!input.fits()) {
      var error = new RunError("input-invalid", input.problem(), null);
      commands.send(new RecordTurnFailed(id, turn.id(), id.runOf(turn.id()), error), envelope);
      return;
    }
    var sequence =
        events
            .lastSequenceNumberFor(id.value())
            .orElseThrow(() -> new IllegalStateException("There is no conversation " + id));
    commands.send(
        runs.answering(id, turn.id(), sequence, ready, Objects.requireNonNull(input.input())),
        onBehalfOf(turn.by(), envelope));
    var now = transcripts.read(envelope.tenant(), id).orElseThrow();
    if (now.running(turn.id()).isEmpty()) {
      commands.send(
          new CancelRun(id.runOf(turn.id()), "The turn does not want an answer any more"),
          envelope);
    }
  }

  private void cancel(ConversationId id, String turnId, String reason, Envelope envelope) {
    commands.send(new CancelRun(id.runOf(turnId), reason), envelope);
    commands.send(new CancelRun(id.summaryRunBefore(turnId), reason), envelope);
  }

  private void ended(RunEvent end, Envelope envelope) {
    var turn = turnOf(end.runId());
    if (turn == null) {
      return;
    }
    var id = new ConversationId(turn.conversationId());
    if (end.runId().equals(id.runOf(turn.turnId()))) {
      record(id, turn.turnId(), end, envelope);
    } else if (end.runId().equals(id.summaryRunBefore(turn.turnId()))) {
      summed(id, turn, end, envelope);
    }
  }

  /** A turn may wait for people; a summary that nobody has asked for may not. */
  private void suspended(RunSuspended suspended, Envelope envelope) {
    var runId = suspended.runId();
    var turn = turnOf(runId);
    if (turn == null) {
      return;
    }
    var id = new ConversationId(turn.conversationId());
    if (runId.equals(id.summaryRunBefore(turn.turnId()))) {
      summed(id, turn, suspended, envelope);
      commands.send(new CancelRun(runId, "The conversation goes on without the summary"), envelope);
    }
  }

  private @Nullable ConversationTurn turnOf(RunId runId) {
    if (!ConversationId.mayOwn(runId)) {
      return null;
    }
    var stream = events.readEvents(runId.value(), 0);
    return stream.hasNext() && stream.next().getPayload() instanceof RunRequested requested
        ? requested.conversation()
        : null;
  }

  private void record(ConversationId id, String turnId, RunEvent end, Envelope envelope) {
    switch (end) {
      case RunCompleted(var runId, var outcome, var output) ->
          commands.send(
              new RecordTurnAnswered(id, turnId, runId, Said.of(outcome, output), outcome),
              envelope);
      case RunFailed(var runId, var error) ->
          commands.send(new RecordTurnFailed(id, turnId, runId, error), envelope);
      default ->
          commands.send(
              new InterruptTurn(id, turnId, "Run %s was cancelled".formatted(end.runId())),
              envelope);
    }
  }

  /** What was summed up is what the summary's run was told, whatever room there is now. */
  private void summed(ConversationId id, ConversationTurn turn, RunEvent event, Envelope envelope) {
    var transcript = transcripts.read(envelope.tenant(), id).orElseThrow();
    var running = transcript.running(turn.turnId());
    if (running.isEmpty()) {
      return;
    }
    var room = Room.lackingIn(transcript, turn.turnId());
    switch (runs.answererOf(envelope.tenant(), transcript.opened(), running.get().by())) {
      case Missing(var error) ->
          commands.send(
              new RecordTurnFailed(id, turn.turnId(), id.runOf(turn.turnId()), error), envelope);
      case Ready ready -> {
        if (running.get().trimmed() || room.isEmpty()) {
          start(id, running.get(), ready, envelope);
        } else {
          var left = room.get().upTo(transcript, turn);
          drop(id, running.get(), left, Summing.after(event), ready, envelope);
        }
      }
    }
  }

  /** Who says something bears the cost of its answer. */
  private static Envelope onBehalfOf(String person, Envelope envelope) {
    return new Envelope(
        envelope.tenant(),
        envelope.actor(),
        envelope.authentication(),
        person,
        envelope.commandId(),
        envelope.correlationId(),
        envelope.causationId(),
        envelope.traceparent());
  }
}
