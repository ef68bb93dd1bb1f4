package dev.agentledger.server.program;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** An agent to run, and how to wait for its runs. */
final class Runs {

  static final String ECHO =
      """
      {
        "slug": "echo",
        "name": "Echo",
        "kind": "function",
        "inputModes": ["application/json"],
        "outputModes": ["application/json"],
        "inputSchema": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
        "outputSchema": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
        "code": "module.exports = async (input, ctx) => { ctx.log('echo', input.n); return {n: input.n}; }"
      }
      """;

  private Runs() {}

  /** Drafts the agent and takes it into service. */
  static void serve(Program program) {
    program.post("/api/v1/agents", ECHO);
    program.post("/api/v1/agents/echo/promote", "{}");
    await("the agent serves")
        .atMost(Duration.ofSeconds(60))
        .until(() -> "active".equals(program.get("/api/v1/agents/echo").path("status").asText()));
  }
}
