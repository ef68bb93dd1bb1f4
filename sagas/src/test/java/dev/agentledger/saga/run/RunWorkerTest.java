package dev.agentledger.saga.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.Database;
import dev.agentledger.saga.run.Node.Setup;
import dev.agentledger.saga.run.StagedSandbox.Begun;
import dev.agentledger.saga.run.effect.Intent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunWorkerTest {

  private final List<Node> nodes = new ArrayList<>();
  private HikariDataSource database;

  @BeforeAll
  static void giveTheMachineTime() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @BeforeEach
  void createTables() {
    database = Database.migrated();
    Node.createTables(database);
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(Node::close);
    database.close();
  }

  @Test
  void anAcceptedRunEndsWithWhatItsCodeReturned() {
    var node = owning(Setup.of("echo"));

    var runId = node.start("1", "hello");

    await().until(() -> ended(node, runId));
    assertThat(node.eventsOf(runId))
        .hasSize(4)
        .endsWith(
            new RunCodeReturned(runId, 1, 1, "hello", List.of(), 7),
            new RunCompleted(runId, Outcome.FINISH, "hello"));
    assertThat(node.sandbox.begun).containsExactly(new Begun("run_1", 1));
    await().until(() -> !node.work.knows(runId));
  }

  @Test
  void anOutcomeIsRecordedByTheWorkerForWhoeverStartedTheRun() {
    var node = owning(Setup.of("echo"));

    var runId = node.start("1", "hello");

    await().until(() -> ended(node, runId));
    var envelope = node.envelopeOfLast(runId);
    assertThat(envelope.tenant()).isEqualTo("acme");
    assertThat(envelope.actor()).isEqualTo("system:run-worker");
    assertThat(envelope.onBehalfOf()).isEqualTo("ada");
  }

  @Test
  void codeThatThrowsFailsTheRunWithItsMessageAndStack() {
    assertThat(failureOf("throw")).isEqualTo(new RunError("error", "It broke", "at handler:1:1"));
  }

  @Test
  void codeThatDoesNotEndFailsTheRunByTimeout() {
    assertThat(failureOf("endless")).isEqualTo(new RunError("timeout", "Longer than PT10S", null));
  }

  @Test
  void aFaultOfTheSandboxFailsTheRunInsteadOfHangingIt() {
    assertThat(failureOf("crash"))
        .isEqualTo(new RunError("internal", "The platform could not execute the code", null));
  }

  @Test
  void anOutputThatItsSchemaForbidsFailsTheRun() {
    var node = owning(Setup.of("echo"));

    var runId = node.start("1", 42);

    await().until(() -> ended(node, runId));
    assertThat(errorOf(node, runId).kind()).isEqualTo("output-invalid");
  }

  @Test
  void aCancelledRunIsInterruptedAndRecordsNoOutcome() {
    var node = owning(Setup.of("wait"));
    var runId = node.start("1", "hello");
    await().until(() -> node.sandbox.begun.size() == 1);

    node.commands.send(new CancelRun(runId, null), Node.ADA);

    await().until(() -> node.sandbox.interrupted.contains(new Begun("run_1", 1)));
    await().until(() -> !node.work.knows(runId));
    assertThat(node.eventsOf(runId)).last().isEqualTo(new RunCancelled(runId));
  }

  @Test
  void aLaterAttemptStopsTheEarlierWhoseLateOutcomeChangesNothing() {
    var node = owning(Setup.of("wait"));
    var runId = node.start("1", "hello");
    await().until(() -> node.sandbox.begun.size() == 1);

    node.commands.send(new ReinvokeCode(runId, 1, 1), Node.ADA);
    await().until(() -> node.sandbox.begun.contains(new Begun("run_1", 2)));
    assertThat(node.sandbox.interrupted).containsExactly(new Begun("run_1", 1));
    node.commands.send(new RecordCodeReturned(runId, 1, 1, "late", List.of(), 1), Node.ADA);
    node.sandbox.release();

    await().until(() -> ended(node, runId));
    assertThat(outcomesOf(node, runId))
        .containsExactly(new RunCodeReturned(runId, 1, 2, "hello", List.of(), 7));
  }

  @Test
  void anOutcomeSurvivesThatTheDatabaseIsOutOfReach() {
    var node = owning(Setup.of("wait"));
    var runId = node.start("1", "hello");
    await().until(() -> node.sandbox.begun.size() == 1);

    node.loseDatabase();
    node.sandbox.release();
    await().during(Duration.ofSeconds(1)).until(() -> true);
    node.findDatabase();

    await().until(() -> ended(node, runId));
    assertThat(node.sandbox.begun).containsExactly(new Begun("run_1", 1));
  }

  @Test
  void aRunThatWasCutOffGoesOnInTheNextProcess() {
    var killed = owning(Setup.of("wait"));
    var runId = killed.start("1", "hello");
    await().until(() -> killed.sandbox.begun.size() == 1);
    await().until(() -> killed.work.find(runId, Intent.CODE).isPresent());
    killed.kill();

    var next = node(Setup.of("echo").named("next"));

    await().until(() -> ended(next, runId));
    assertThat(next.sandbox.begun).containsExactly(new Begun("run_1", 2));
    assertThat(outcomesOf(next, runId))
        .containsExactly(new RunCodeReturned(runId, 1, 2, "hello", List.of(), 7));
  }

  @Test
  void aRunAcceptedBeforeAnyWorkerWasThereIsCarriedOut() {
    var acceptsOnly = node(Setup.of("echo").onlyAccepting());
    var runId = acceptsOnly.start("1", "hello");

    var next = node(Setup.of("echo").named("next"));

    await().until(() -> ended(next, runId));
    assertThat(next.sandbox.begun).hasSize(1);
  }

  @Test
  void runningCodeMayEndBeforeTheProgramDoes() {
    var node = owning(Setup.of("wait").waitingAtStop(Duration.ofSeconds(20)));
    var runId = node.start("1", "hello");
    await().until(() -> node.sandbox.begun.size() == 1);

    var stopping = Thread.startVirtualThread(node::close);
    node.sandbox.release();

    await().until(() -> !stopping.isAlive());
    assertThat(outcomesOf(node, runId))
        .containsExactly(new RunCodeReturned(runId, 1, 1, "hello", List.of(), 7));
  }

  @Test
  void twoNodesShareTheRunsAndEachIsExecutedOnce() {
    var first = node(Setup.of("echo").claimingAtMost(4));
    var second = node(Setup.of("echo").named("second").claimingAtMost(4));
    await().until(() -> share(first) == 4 && share(second) == 4);

    var runs =
        Stream.iterate(0, i -> i + 1)
            .limit(40)
            .map(i -> (i % 2 == 0 ? first : second).start("shared-" + i, "hello"))
            .toList();

    await().until(() -> runs.stream().allMatch(runId -> ended(first, runId)));
    var executed = Stream.concat(first.sandbox.begun.stream(), second.sandbox.begun.stream());
    assertThat(executed)
        .containsExactlyInAnyOrderElementsOf(
            runs.stream().map(runId -> new Begun(runId.value(), 1)).toList());
    assertThat(first.sandbox.begun).isNotEmpty();
    assertThat(second.sandbox.begun).isNotEmpty();
  }

  @Test
  void aNodeTakesOverWhenTheClaimOfALostOneExpires() {
    var lost = owning(Setup.of("wait"));
    var second = node(Setup.of("echo").named("second"));
    var runId = lost.start("1", "hello");
    await().until(() -> lost.sandbox.begun.size() == 1);
    assertThat(second.claims.current()).isEmpty();

    lost.kill();

    await().until(() -> ended(second, runId));
    assertThat(second.sandbox.begun).singleElement().extracting(Begun::run).isEqualTo("run_1");
    assertThat(outcomesOf(second, runId)).hasSize(1);
  }

  private Node node(Setup setup) {
    var node = new Node(database, setup);
    nodes.add(node);
    return node;
  }

  private Node owning(Setup setup) {
    var node = node(setup);
    await().until(node::ownsAll);
    return node;
  }

  private RunError failureOf(String code) {
    var node = owning(Setup.of(code));
    var runId = node.start("1", "hello");
    await().until(() -> ended(node, runId));
    return errorOf(node, runId);
  }

  private static long share(Node node) {
    return node.claims.current().stream().filter(Claims.Claim::caughtUp).count();
  }

  private static boolean ended(Node node, RunId runId) {
    return node.eventsOf(runId).stream()
        .anyMatch(event -> event instanceof RunCompleted || event instanceof RunFailed);
  }

  private static RunError errorOf(Node node, RunId runId) {
    return ((RunFailed) node.eventsOf(runId).getLast()).error();
  }

  private static List<RunEvent> outcomesOf(Node node, RunId runId) {
    return node.eventsOf(runId).stream().filter(event -> event instanceof RunCodeReturned).toList();
  }
}
