package dev.agentledger.query.run;

import dev.agentledger.api.run.ForkPoint;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.WaitingCall;
import dev.agentledger.events.run.RunRequested;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run in its row: what readers see, and what must be known to show what happens next.
 *
 * @param open calls without an end, in the order in which the model wanted them
 */
record RunRow(RunView view, List<OpenCall> open) {

  RunRow {
    open = List.copyOf(open);
  }

  static RunRow accepted(RunRequested requested, Instant when, String who, long sequence) {
    var begun = RunProgress.BEGUN;
    var fork = requested.forkOf();
    return new RunRow(
        new RunView(
            requested.runId(),
            requested.agentId(),
            requested.agentSlug(),
            requested.version(),
            requested.plan().kind(),
            requested.mode(),
            begun.status(),
            null,
            List.of(),
            null,
            requested.labels(),
            requested.limits(),
            requested.plan().models(),
            requested.parent(),
            requested.conversation(),
            requested.replayOf(),
            fork == null ? null : new ForkPoint(fork.runId(), fork.afterStep()),
            null,
            begun.usage(),
            requested.input(),
            null,
            null,
            begun.attempts(),
            when,
            who,
            null,
            sequence),
        begun.open());
  }

  RunProgress progress() {
    return new RunProgress(
        view.status(),
        view.suspension(),
        view.divergence(),
        view.usage(),
        view.attempts(),
        view.endedAt() == null
            ? null
            : new RunProgress.End(view.outcome(), view.output(), view.error(), view.endedAt()),
        open);
  }

  RunRow at(RunProgress next, long sequence) {
    var end = next.end();
    return new RunRow(
        new RunView(
            view.runId(),
            view.agentId(),
            view.agentSlug(),
            view.version(),
            view.kind(),
            view.mode(),
            next.status(),
            next.suspension(),
            waiting(next.open()),
            end == null ? null : end.outcome(),
            view.labels(),
            view.limits(),
            view.models(),
            view.parent(),
            view.conversation(),
            view.replayOf(),
            view.forkOf(),
            next.divergence(),
            next.usage(),
            view.input(),
            end == null ? null : end.output(),
            end == null ? null : end.error(),
            next.attempts(),
            view.requestedAt(),
            view.requestedBy(),
            end == null ? null : end.when(),
            sequence),
        next.open());
  }

  /** The same run with other parts that lists do not show. */
  static RunView with(
      RunView run, @Nullable Object input, @Nullable Object output, List<WaitingCall> waiting) {
    return new RunView(
        run.runId(),
        run.agentId(),
        run.agentSlug(),
        run.version(),
        run.kind(),
        run.mode(),
        run.status(),
        run.suspension(),
        waiting,
        run.outcome(),
        run.labels(),
        run.limits(),
        run.models(),
        run.parent(),
        run.conversation(),
        run.replayOf(),
        run.forkOf(),
        run.divergence(),
        run.usage(),
        input,
        output,
        run.error(),
        run.attempts(),
        run.requestedAt(),
        run.requestedBy(),
        run.endedAt(),
        run.streamVersion());
  }

  static List<WaitingCall> waiting(List<OpenCall> open) {
    return open.stream()
        .flatMap(call -> Stream.ofNullable(call.waitsFor()).map(call::waiting))
        .toList();
  }
}
