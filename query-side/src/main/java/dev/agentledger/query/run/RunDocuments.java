package dev.agentledger.query.run;

import dev.agentledger.api.run.RunView;
import dev.agentledger.query.Documents;
import org.jspecify.annotations.Nullable;

/** How a run stands in its row: lists read the view alone, so input and output are kept apart. */
record RunDocuments(String view, @Nullable String input, @Nullable String output) {

  static RunDocuments of(RunView run) {
    return new RunDocuments(
        Documents.write(RunViewEvolution.with(run, null, null)),
        run.input() == null ? null : Documents.write(run.input()),
        run.output() == null ? null : Documents.write(run.output()));
  }

  RunView whole() {
    return RunViewEvolution.with(Documents.read(view, RunView.class), value(input), value(output));
  }

  private static @Nullable Object value(@Nullable String document) {
    return document == null ? null : Documents.read(document, Object.class);
  }
}
