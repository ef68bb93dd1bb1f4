package dev.agentledger.server.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process is killed at each event of a run that asks a model, calls tools side by side, waits
 * for a person and directs another agent.
 *
 * <p>Several runs share a kill: each is brought to an event of its own, where what it asks for next
 * is left unanswered until the kill.
 */
class RunKillIT {

  private static final Logger log = LoggerFactory.getLogger(RunKillIT.class);

  private static final int AT_ONCE = 16;

  private static final String CLERK =
      """
      {
        "slug": "clerk",
        "name": "Clerk",
        "kind": "orchestrator",
        "inputModes": ["text/plain"],
        "outputModes": ["text/plain"],
        "systemPrompt": "Settle the order.",
        "model": {"name": "local/clerk"},
        "tools": ["look", "book", "pay"],
        "members": ["echo"]
      }
      """;

  private static final String TOOL =
      """
      {
        "name": "%1$s",
        "description": "What is done with an order: %1$s.",
        "kind": "http",
        "effect": "%2$s",
        "approval": {"need": "%3$s"},
        "inputSchema": {
          "type": "object",
          "required": ["order"],
          "properties": {"order": {"type": "integer"}}
        },
        "outputSchema": {"type": "object", "properties": {"ok": {"type": "boolean"}}},
        "http": {"method": "POST", "url": "%4$s/tools/%1$s", "body": "{\\"order\\":{{input.order}}}"},
        "egress": {"allowPrivate": true}
      }
      """;

  private static final String PRICES =
      """
      {"entries": [{"provider": "local", "model": "*", "input": "1", "output": "2"}],
       "unknown": "refuse"}
      """;

  @TempDir Path home;

  private Outside outside;
  private Program program;
  private String approverKey;

  @BeforeEach
  void open() {
    outside = new Outside();
    program =
        new Program(
                home,
                Map.of(
                    "LEDGER_ADMIN_KEY",
                    Program.ADMIN_KEY,
                    "SPRING_APPLICATION_JSON",
                    """
                    {"ledger": {"models": {"providers": {"local": {
                      "protocol": "openai", "base-url": "%s/v1",
                      "models": {"clerk": {"streaming": false}}}}}}}
                    """
                        .formatted(outside.url())))
            .start();
    approverKey =
        program
            .post("/api/v1/keys", "{\"name\": \"grace\", \"roles\": [\"approver\"]}")
            .path("secret")
            .asText();
    program.put("/api/v1/prices", PRICES);
    Runs.serve(program);
    program.post("/api/v1/tools", TOOL.formatted("look", "read", "never", outside.url()));
    program.post("/api/v1/tools", TOOL.formatted("book", "effectful", "never", outside.url()));
    program.post("/api/v1/tools", TOOL.formatted("pay", "effectful", "always", outside.url()));
    program.post("/api/v1/agents", CLERK);
  }

  @AfterEach
  void close() {
    program.close();
    outside.close();
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void aRunThatIsKilledAtAnyOfItsEventsEndsAsItWouldHave() throws Exception {
    var unhindered = new Order(program, approverKey, 1, _ -> false);
    var events = unhindered.followed();
    assertThatItEndedRight(unhindered, events);
    assertThat(contracts(events))
        .contains("run.tool-call-held", "run.suspended", "run.resumed")
        .doesNotContain("run.tool-call-outcome-unknown");

    for (var first = 0; first < events.size(); first += AT_ONCE) {
      killAtEachOf(first, Math.min(first + AT_ONCE, events.size()));
    }
  }

  /** One run for each of these sequences; the kill comes when each run is where it is wanted. */
  private void killAtEachOf(int first, int end) throws Exception {
    var there = new CountDownLatch(end - first);
    var back = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var orders =
          IntStream.range(first, end)
              .mapToObj(sequence -> threads.submit(() -> followKilledAt(sequence, there, back)))
              .toList();
      assertThat(there.await(2, TimeUnit.MINUTES)).as("all runs come to their events").isTrue();
      program.kill();
      outside.releaseAll();
      program.start();
      back.countDown();
      for (var order : orders) {
        order.get();
      }
    } finally {
      back.countDown();
    }
  }

  private void followKilledAt(int sequence, CountDownLatch there, CountDownLatch back) {
    var number = 100 + sequence;
    var order =
        new Order(
            program,
            approverKey,
            number,
            event -> {
              var wanted = event.path("sequence").asInt() == sequence;
              if (wanted) {
                outside.hold(number);
                there.countDown();
                awaitIt(back);
              }
              return wanted;
            });

    var received = order.followed();

    log.info("Killed at {}: {}", sequence, contracts(received));
    assertThatItEndedRight(order, received);
  }

  private static void awaitIt(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private void assertThatItEndedRight(Order order, List<JsonNode> received) {
    var last = received.getLast().path("position").asLong();
    var run = program.get(order.address() + "?after=" + last);
    assertThat(run.path("status").asText()).as("%s", received).isEqualTo("completed");
    assertThat(run.path("output").asText()).isEqualTo("4 results");

    var recorded = new ArrayList<JsonNode>();
    program.get(order.address() + "/events?limit=200").path("items").forEach(recorded::add);
    assertThat(received).isEqualTo(recorded);

    assertThat(outside.keysOf("look", order.runId()))
        .isNotEmpty()
        .containsOnly(order.runId() + ":call_1_1");
    assertThatItWasMadeOnce("book", "call_1_2", order, received);
    assertThatItWasMadeOnce("pay", "call_2_1", order, received);
  }

  /** At most once where the kill left open whether it was made; else exactly once. */
  private void assertThatItWasMadeOnce(
      String tool, String callId, Order order, List<JsonNode> received) {
    var keys = outside.keysOf(tool, order.runId());
    var settledByHand =
        received.stream()
            .filter(event -> event.at("/payload/callId").asText().equals(callId))
            .anyMatch(event -> is("run.tool-call-reconciled", event));
    if (keys.isEmpty()) {
      assertThat(settledByHand).as("%s was settled by hand: %s", tool, received).isTrue();
    } else {
      assertThat(keys).containsExactly(order.runId() + ":" + callId);
    }
  }

  private static boolean is(String contract, JsonNode event) {
    return event.path("contract").asText().equals(contract);
  }

  private static List<String> contracts(List<JsonNode> events) {
    return events.stream().map(event -> event.path("contract").asText()).toList();
  }
}
