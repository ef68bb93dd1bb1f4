package dev.agentledger.benchmarks.product;

import dev.agentledger.benchmarks.measure.Work;
import java.io.IOException;

/**
 * Runs of ten steps, each asked for and waited for over HTTP: a rehearsed model answers nine times
 * what does not fit the output schema and is asked again, then what does.
 */
public final class TenStepRuns implements Work {

  /** Requested and completed, and each step asked and answered. */
  public static final int EVENTS = 22;

  private static final int STEPS = 10;

  private static final String AGENT =
      """
      {
        "slug": "stepper",
        "name": "Stepper",
        "kind": "context",
        "inputModes": ["application/json"],
        "outputModes": ["application/json"],
        "outputSchema": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
        "systemPrompt": "Answer with a number.",
        "model": {"name": "rehearsal/rehearsal", "repairs": 9}
      }
      """;

  private static final String ORDER =
      """
      {
        "agent": "stepper",
        "version": "draft",
        "input": "How many?",
        "script": [%s{"answer": {"n": 10}}]
      }
      """
          .formatted("{\"answer\": \"Not yet\"},".repeat(STEPS - 1));

  private static final byte[] REQUEST = Program.toPostAndWait("/api/v1/runs", ORDER);
  private static final String COMPLETED = "\"status\":\"completed\"";

  private final KeptConnection connection;

  private TenStepRuns(KeptConnection connection) {
    this.connection = connection;
  }

  /** Makes the agent and lets each lane run it again and again. */
  public static Work.Lanes of(Program program) throws Exception {
    program.post("/api/v1/agents", AGENT);
    return _ -> new TenStepRuns(program.connect());
  }

  @Override
  public int once() throws Exception {
    var run = connection.post(REQUEST);
    if (!run.contains(COMPLETED)) {
      throw new IllegalStateException("A run ended as " + run);
    }
    return 1;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
