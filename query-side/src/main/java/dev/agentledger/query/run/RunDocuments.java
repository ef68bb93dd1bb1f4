package dev.agentledger.query.run;

import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.WaitingCall;
import dev.agentledger.query.Documents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands in its row: lists read the view alone, so what may be large is kept apart.
 *
 * @param open calls without an end, with their arguments; absent when there are none
 */
record RunDocuments(
    String view, @Nullable String input, @Nullable String output, @Nullable String open) {

  static RunDocuments of(RunRow row) {
    var run = row.view();
    return new RunDocuments(
        Documents.write(listed(run)),
        run.input() == null ? null : Documents.write(run.input()),
        run.output() == null ? null : Documents.write(run.output()),
        row.open().isEmpty() ? null : Documents.write(row.open()));
  }

  /** As lists show it. */
  static RunView listed(RunView run) {
    return RunRow.with(run, null, null, withoutArguments(run.waiting()));
  }

  private static List<WaitingCall> withoutArguments(List<WaitingCall> waiting) {
    return waiting.stream()
        .map(
            call ->
                new WaitingCall(
                    call.reason(),
                    call.step(),
                    call.callId(),
                    call.tool(),
                    null,
                    call.argumentsHash(),
                    call.attempt(),
                    call.detail(),
                    call.choices(),
                    call.since()))
        .toList();
  }

  RunRow whole() {
    var calls =
        open == null ? List.<OpenCall>of() : List.of(Documents.read(open, OpenCall[].class));
    return new RunRow(
        RunRow.with(
            Documents.read(view, RunView.class),
            value(input),
            value(output),
            RunRow.waiting(calls)),
        calls);
  }

  private static @Nullable Object value(@Nullable String document) {
    return document == null ? null : Documents.read(document, Object.class);
  }
}
