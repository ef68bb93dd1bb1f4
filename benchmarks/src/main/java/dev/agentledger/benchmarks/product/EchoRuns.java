package dev.agentledger.benchmarks.product;

import dev.agentledger.benchmarks.measure.Work;

/** Runs of an agent whose code gives back what it got, each asked for and waited for over HTTP. */
public final class EchoRuns implements Work {

  /** Requested and invoked in one commit, returned and completed in the next. */
  public static final int EVENTS = 4;

  private static final String AGENT =
      """
      {
        "slug": "echo",
        "name": "Echo",
        "kind": "function",
        "inputModes": ["application/json"],
        "outputModes": ["application/json"],
        "inputSchema": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
        "outputSchema": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
        "code": "module.exports = async (input) => ({n: input.n});"
      }
      """;

  private final Program program;
  private int number;

  private EchoRuns(Program program) {
    this.program = program;
  }

  /** Takes the agent into service and lets each lane run it again and again. */
  public static Work.Lanes of(Program program) throws Exception {
    program.post("/api/v1/agents", AGENT);
    program.post("/api/v1/agents/echo/promote", "{}");
    program.await("an agent that serves", () -> isActive(program));
    return _ -> new EchoRuns(program);
  }

  private static boolean isActive(Program program) throws Exception {
    return program.get("/api/v1/agents/echo").path("status").asText().equals("active");
  }

  @Override
  public int once() throws Exception {
    var run =
        program.postAndWait(
            "/api/v1/runs", "{\"agent\": \"echo\", \"input\": {\"n\": %d}}".formatted(++number));
    if (!run.path("status").asText().equals("completed")) {
      throw new IllegalStateException("A run ended as " + run);
    }
    return 1;
  }
}
