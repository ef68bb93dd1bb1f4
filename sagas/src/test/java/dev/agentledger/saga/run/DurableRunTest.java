package dev.agentledger.saga.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.RecordModelCallCompleted;
import dev.agentledger.api.run.ReinvokeModelCall;
import dev.agentledger.api.run.ResumeRun;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.conversation.ConversationOpened;
import dev.agentledger.events.conversation.ConversationTurnAccepted;
import dev.agentledger.events.conversation.ConversationTurnAnswered;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.ForkOf;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.ModelCall;
import dev.agentledger.events.run.Outcome;
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
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.events.run.SuspensionReason;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.Database;
import dev.agentledger.saga.run.Node.Setup;
import dev.agentledger.saga.run.effect.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs of many effects, through crashes, cancellations and all that models and tools do. */
class DurableRunTest {

  private static final Object HELLO = "Hello";

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
  void aRunOfTenStepsEndsWithWhatItsModelSaid() {
    var node = owning("first");

    var runId = runOfTenSteps(node);

    assertThat(last(node, runId)).isEqualTo(new RunCompleted(runId, finish(), "Done"));
    assertThat(all(node, runId, RunModelCallCompleted.class)).hasSize(10);
    assertThat(node.tools.keys())
        .isEqualTo(
            IntStream.rangeClosed(1, 9).mapToObj(step -> "run_1:call_" + step + "_1").toList());
    assertThat(node.models.asked.stream().toList().getLast().messages())
        .endsWith(Message.tool("call_9_1", "{\"n\":1}"));
  }

  private static RunId runOfTenSteps(Node node) {
    var script = new ArrayList<Object>(Collections.nCopies(9, calling("echo", Map.of("n", 1))));
    script.add(Map.of("answer", "Done"));
    var runId = node.start("clerk", "1", HELLO, Limits.NONE, script);
    await().until(() -> ended(node, runId));
    return runId;
  }

  /** Not each time: the event stream may bring a step before the commit that made it. */
  @Test
  void aThreadGoesOnWithTheStepToWhichItsOutcomeLeads() {
    var node = owning("first");

    runOfTenSteps(node);

    assertThat(new HashSet<>(node.models.threads)).hasSizeLessThan(5);
  }

  @Test
  void aThreadGoesOnWithTheNextStepThoughSomethingBreaksWhenItsOutcomeIsRecorded() {
    var node = owning("first");
    var broken = new AtomicInteger();
    node.eventStore()
        .subscribe(
            events -> {
              if (events.getFirst().getPayload() instanceof RunModelCallCompleted) {
                CurrentUnitOfWork.get()
                    .root()
                    .onCleanup(
                        _ -> {
                          broken.incrementAndGet();
                          throw new AssertionError("Broken on purpose");
                        });
              }
            });

    runOfTenSteps(node);

    assertThat(broken).hasValue(10);
  }

  @Test
  void whatAModelWasToldIsMadeAnewFromTheLogWithTheSameHash() throws InterruptedException {
    var node = owning("first");
    var script =
        List.of(
            calling("echo", Map.of("price", 1.50, "names", List.of("b", "a"))),
            calling("fail", Map.of("n", 2L)),
            Map.of("answer", "Done"));
    var runId = node.start("clerk", "1", Map.of("z", 1, "a", 2.0), Limits.NONE, script);
    await().until(() -> ended(node, runId));

    assertThat(hashesMadeAnew(runId)).isEqualTo(hashes(node, runId)).hasSize(3);
  }

  @Test
  void whatAForkWasToldIsMadeAnewFromTheLogOfItsOrigins() throws InterruptedException {
    var node = owning("first");
    var first =
        node.start("clerk", "1", HELLO, Limits.NONE, callingThenDone("echo", Map.of("n", 1.5)));
    await().until(() -> ended(node, first));
    var second = forked(node, "2", new ForkOf(first, 1, "And again", Map.of("call_1_1", "Nine")));

    var third = forked(node, "3", new ForkOf(second, 2, "Once more", Map.of()));

    assertThat(hashesMadeAnew(second)).isEqualTo(hashes(node, second)).hasSize(1);
    assertThat(hashesMadeAnew(third)).isEqualTo(hashes(node, third)).hasSize(1);
    assertThat(node.models.asked.stream().toList().getLast().messages())
        .contains(
            Message.tool("call_1_1", "\"Nine\""),
            Message.user("And again"),
            Message.user("Once more"));
  }

  private static RunId forked(Node node, String name, ForkOf fork) {
    var answered = Map.of("answer", "Done");
    var runId =
        node.start("clerk", name, HELLO, Limits.NONE, null, fork, Collections.nCopies(5, answered));
    await().until(() -> ended(node, runId));
    return runId;
  }

  @Test
  void whatATurnWasToldIsMadeAnewFromTheLogOfItsConversation() throws InterruptedException {
    var node = owning("first");
    var conversation = new ConversationId("cnv_1");
    var turn = new ConversationTurn(conversation.value(), "t2", 3);
    said(
        node,
        conversation,
        new ConversationOpened(
            conversation,
            AgentId.of("acme", "clerk"),
            "clerk",
            null,
            null,
            Map.of(),
            ContextWindow.DEFAULT),
        accepted(conversation, "t1", "What is it?"),
        new ConversationTurnAnswered(
            conversation, "t1", conversation.runOf("t1"), "It is late", finish()),
        accepted(conversation, "t2", "And now?"));
    var runId =
        node.start(
            "clerk",
            "1",
            "And now?",
            Limits.NONE,
            turn,
            null,
            Collections.nCopies(2, Map.of("answer", "Later")));
    await().until(() -> ended(node, runId));

    said(node, conversation, accepted(conversation, "t3", "Hm"));

    assertThat(hashesMadeAnew(runId)).isEqualTo(hashes(node, runId)).hasSize(1);
    assertThat(node.models.asked.stream().toList().getLast().messages())
        .containsExactly(
            Message.user("What is it?"),
            Message.assistant("It is late", List.of()),
            Message.user("And now?"));
  }

  private static ConversationTurnAccepted accepted(
      ConversationId conversation, String turnId, String content) {
    return new ConversationTurnAccepted(
        conversation, turnId, content, conversation.runOf(turnId), "ada");
  }

  private static void said(
      Node node, ConversationId conversation, ConversationEvent... conversationEvents) {
    var next = node.eventStore().lastSequenceNumberFor(conversation.value()).orElse(-1L) + 1;
    for (var event : conversationEvents) {
      node.eventStore()
          .publish(
              new GenericDomainEventMessage<>(
                  "conversation", conversation.value(), next++, event, Node.ADA.toMetadata()));
    }
  }

  /** By a node that knows nothing but the log. */
  private List<String> hashesMadeAnew(RunId runId) throws InterruptedException {
    var fresh = node("fresh-" + runId);
    var history = fresh.histories.read(runId).orElseThrow();
    var hashes = new ArrayList<String>();
    for (var completed : all(fresh, runId, RunModelCallCompleted.class)) {
      var call = history.modelCall(completed.step(), completed.attempt()).orElseThrow();
      hashes.add(fresh.models.hashOf(fresh.requests.of(history, call)));
    }
    return hashes;
  }

  private static List<String> hashes(Node node, RunId runId) {
    return all(node, runId, RunModelCallCompleted.class).stream()
        .map(completed -> completed.call().requestHash())
        .toList();
  }

  @Test
  void theToolsOfOneAnswerAreCalledTogether() {
    var node = owning("first");
    var both = Map.of("tool", "together", "arguments", Map.of());

    var runId =
        node.start(
            "clerk",
            "1",
            HELLO,
            Limits.NONE,
            List.of(Map.of("calls", List.of(both, both)), Map.of("answer", "Done")));

    await().until(() -> ended(node, runId));
    assertThat(all(node, runId, RunToolCallSucceeded.class)).hasSize(2);
    assertThat(all(node, runId, RunModelCallRequested.class)).hasSize(2);
  }

  @Test
  void aModelIsAskedAgainWhenTheWorkerThatAskedItWasLost() {
    var lost = owning("first");
    var runId = lost.start("waiter", "1", HELLO, Limits.NONE, null);
    await().until(() -> lost.models.asked.size() == 1);
    await().until(() -> lost.work.find(runId, Intent.MODEL).isPresent());
    lost.kill();

    var next = node("next");
    next.models.release();

    await().until(() -> ended(next, runId));
    assertThat(next.models.attemptsAsked()).containsExactly(2);
    assertThat(next.money.orders)
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.reservationId()).isEqualTo("run_1/1/2");
              assertThat(order.supersedes()).isEqualTo("run_1/1/1");
            });
    assertThat(last(next, runId)).isInstanceOf(RunCompleted.class);
  }

  @Test
  void aToolThatReadsIsCalledAgainUnderTheSameKey() {
    var lost = owning("first");
    var runId = lost.start("clerk", "1", HELLO, Limits.NONE, callingThenDone("wait"));
    await().until(() -> lost.tools.called.size() == 1);
    await().until(() -> lost.work.find(runId, "call_1_1").isPresent());
    lost.kill();

    var next = node("next");
    next.tools.release();

    await().until(() -> ended(next, runId));
    assertThat(next.tools.keys()).containsExactly("run_1:call_1_1");
    assertThat(all(next, runId, RunToolCallIntended.class))
        .extracting(RunToolCallIntended::attempt)
        .containsExactly(1, 2);
  }

  @Test
  void aToolWithAnEffectIsNotCalledAgainWhenNobodyKnowsWhatBecameOfIt() {
    var lost = owning("first");
    var runId =
        lost.start("clerk", "1", HELLO, Limits.NONE, List.of(calling("wait_pay", Map.of())));
    await().until(() -> lost.tools.called.size() == 1);
    await().until(() -> lost.work.find(runId, "call_1_1").isPresent());
    lost.kill();

    var next = node("next");

    await().until(() -> last(next, runId) instanceof RunSuspended);
    assertThat(all(next, runId, RunToolCallOutcomeUnknown.class)).hasSize(1);
    assertThat(next.tools.called).isEmpty();
  }

  @Test
  void aLateAnswerOfASupersededAttemptCountsForTheBillOnly() {
    var node = owning("first");
    var runId = node.start("waiter", "1", HELLO, Limits.NONE, null);
    await().until(() -> node.models.asked.size() == 1);

    node.commands.send(new ReinvokeModelCall(runId, 1, 1), Node.ADA);
    await().until(() -> node.models.asked.size() == 2);
    node.commands.send(
        new RecordModelCallCompleted(runId, 1, 1, answer("Late"), List.of(), "Late", null),
        Node.ADA);
    node.models.release();

    await().until(() -> ended(node, runId));
    assertThat(all(node, runId, RunModelCallDiscarded.class)).hasSize(1);
    assertThat(((RunCompleted) last(node, runId)).output()).isNotEqualTo("Late");
  }

  @Test
  void aCancellationReachesAModelCall() {
    var node = owning("first");
    var runId = node.start("waiter", "1", HELLO, Limits.NONE, null);
    await().until(() -> node.models.asked.size() == 1);

    node.commands.send(new CancelRun(runId, null), Node.ADA);

    await().until(() -> node.models.interrupted.size() == 1);
    await().until(() -> node.money.book.contains("run_1 closed"));
    assertThat(last(node, runId)).isEqualTo(new RunCancelled(runId));
  }

  @Test
  void aCancellationReachesAToolCall() {
    var node = owning("first");
    var runId = node.start("clerk", "1", HELLO, Limits.NONE, List.of(calling("wait", Map.of())));
    await().until(() -> node.tools.called.size() == 1);

    node.commands.send(new CancelRun(runId, null), Node.ADA);

    await().until(() -> node.tools.interrupted.size() == 1);
  }

  @Test
  void aRunThatLastsTooLongIsEnded() {
    var node = owning("first");

    var runId = node.start("waiter", "1", HELLO, timeout(300), null);

    await().until(() -> ended(node, runId));
    assertThat(((RunFailed) last(node, runId)).error().kind()).isEqualTo("limit-time");
    await().until(() -> node.models.interrupted.size() == 1);
  }

  @Test
  void theTimeInWhichARunRestsDoesNotCount() {
    var node = owning("first");
    var script =
        List.of(
            Map.of("fail", Map.of("kind", "broken", "retryable", false)),
            Map.of("answer", "At last"));
    var runId = node.start("clerk", "1", HELLO, timeout(20_000), script);
    await().until(() -> last(node, runId) instanceof RunSuspended);
    await().until(() -> node.work.overdueAt(Instant.now().plusSeconds(60)).isEmpty());

    node.commands.send(new ResumeRun(runId, null), Node.ADA);

    await().until(() -> ended(node, runId));
    assertThat(((RunCompleted) last(node, runId)).output()).isEqualTo("At last");
  }

  @Test
  void aModelIsToldWhatIsWrongWithItsAnswer() {
    var node = owning("first");

    var runId =
        node.start(
            "counter",
            "1",
            HELLO,
            Limits.NONE,
            List.of(
                Map.of("answer", "Five"),
                Map.of("answer", "Of course:\n```json\n{\"n\": 5}\n```")));

    await().until(() -> ended(node, runId));
    assertThat(((RunCompleted) last(node, runId)).output()).isEqualTo(Map.of("n", 5));
    assertThat(node.models.asked.stream().toList().getLast().messages().getLast())
        .satisfies(
            told -> {
              assertThat(told.role()).isEqualTo(Message.Role.USER);
              assertThat(told.text()).startsWith("The answer is not JSON");
            });
  }

  @Test
  void anAnswerThatCannotBeRepairedFailsTheRun() {
    var node = owning("first");

    var runId =
        node.start(
            "counter",
            "1",
            HELLO,
            Limits.NONE,
            Collections.nCopies(3, Map.of("answer", "{\"n\": \"five\"}")));

    await().until(() -> ended(node, runId));
    assertThat(((RunFailed) last(node, runId)).error())
        .satisfies(
            error -> {
              assertThat(error.kind()).isEqualTo("output-invalid");
              assertThat(error.message()).contains("/n");
            });
  }

  @Test
  void aFallbackIsAskedWhenTheFirstModelCannotAnswer() {
    var node = owning("first");
    var script =
        List.of(
            Map.of("fail", Map.of("kind", "broken", "retryable", false)),
            Map.of("answer", "From the other"));

    var runId = node.start("careful", "1", HELLO, Limits.NONE, script);

    await().until(() -> ended(node, runId));
    assertThat(all(node, runId, RunModelCallRequested.class))
        .extracting(RunModelCallRequested::model)
        .containsExactly(StagedModels.REHEARSAL, "rehearsal/other");
  }

  @Test
  void aWaitBeforeTheNextAttemptOutlivesTheProgram() {
    var killed = owning("first");
    var script =
        List.of(
            Map.of("fail", Map.of("kind", "busy", "retryable", true, "retryAfterMillis", 8_000)),
            Map.of("answer", "Now"));
    var runId = killed.start("clerk", "1", HELLO, Limits.NONE, script);
    await().until(() -> !all(killed, runId, RunModelCallFailed.class).isEmpty());
    await()
        .until(
            () ->
                killed
                    .work
                    .find(runId, Intent.MODEL)
                    .filter(intent -> intent.attempt().number() == 2)
                    .isPresent());
    killed.kill();

    var next = node("next");

    await().until(() -> ended(next, runId));
    assertThat(next.models.attemptsAsked()).containsExactly(2);
    assertThat(last(next, runId)).isEqualTo(new RunCompleted(runId, finish(), "Now"));
  }

  @Test
  void aToolThatFailsIsCalledAgain() {
    var node = owning("first");

    var runId = node.start("clerk", "1", HELLO, Limits.NONE, callingThenDone("fail"));

    await().until(() -> ended(node, runId));
    assertThat(node.tools.keys()).containsExactly("run_1:call_1_1", "run_1:call_1_1");
    assertThat(all(node, runId, RunToolCallFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.last()).isFalse());
  }

  @Test
  void aRunWithoutMoneyRestsUntilThereIsSome() {
    var node = owning("first");
    node.money.empty = true;
    var runId = node.start("clerk", "1", HELLO, Limits.NONE, List.of(Map.of("answer", "Paid")));
    await().until(() -> last(node, runId) instanceof RunSuspended);
    assertThat(((RunSuspended) last(node, runId)).reason()).isEqualTo(SuspensionReason.BUDGET);
    assertThat(node.models.asked).isEmpty();

    node.money.empty = false;
    node.commands.send(new ResumeRun(runId, null), Node.ADA);

    await().until(() -> ended(node, runId));
    assertThat(all(node, runId, RunModelCallCompleted.class))
        .singleElement()
        .satisfies(
            completed ->
                assertThat(node.money.book)
                    .containsExactly("run_1/1/2 paid " + completed.call().costMicros()));
  }

  @Test
  void aCallThatCouldCostMoreThanTheRunHasIsNotMade() {
    var node = owning("first");
    var limits = new Limits(null, 50, null, "0.0001", 100, null, 2, null);

    var runId = node.start("clerk", "1", HELLO, limits, null);

    await().until(() -> ended(node, runId));
    assertThat(((RunFailed) last(node, runId)).error().message())
        .isEqualTo(
            "The model call could cost 0.0002 USD; the run has 0.0001 USD left of 0.0001 USD");
    assertThat(node.models.asked).isEmpty();
  }

  @Test
  void anotherAgentAnswersACallByARunOfItsOwn() {
    var node = owning("first");

    var runId = node.start("boss", "1", HELLO, Limits.NONE, bossScript());

    await().until(() -> ended(node, runId));
    var childId = RunId.childOf(runId, "call_1_1");
    var request = (RunRequested) node.eventsOf(childId).getFirst();
    assertThat(request.input()).isEqualTo("Write");
    assertThat(request.parent().depth()).isEqualTo(1);
    assertThat(request.limits().steps()).isEqualTo(48);
    var childOutput = ((RunCompleted) last(node, childId)).output();
    assertThat(all(node, runId, RunToolCallSucceeded.class))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.result()).isEqualTo(childOutput);
              assertThat(call.costMicros()).isPositive();
            });
  }

  @Test
  void aRunThatIsCancelledTakesThoseItStartedWithIt() {
    var node = owning("first");
    var runId =
        node.start("slow-boss", "1", HELLO, Limits.NONE, List.of(calling("waiter", input())));
    var childId = RunId.childOf(runId, "call_1_1");
    await().until(() -> node.models.asked.size() == 2);

    node.commands.send(new CancelRun(runId, null), Node.ADA);

    await().until(() -> ended(node, childId));
    assertThat(last(node, childId)).isEqualTo(new RunCancelled(childId));
    await().until(() -> node.models.interrupted.size() == 1);
  }

  @Test
  void aRunHearsOfTheEndOfAnotherThatOutlivedItsNode() {
    var lost = owning("first");
    var runId =
        lost.start("slow-boss", "1", HELLO, Limits.NONE, List.of(calling("waiter", input())));
    await().until(() -> lost.models.asked.size() == 2);
    await().until(() -> lost.work.find(runId, "call_1_1").isPresent());
    var childId = RunId.childOf(runId, "call_1_1");
    await().until(() -> lost.work.find(childId, Intent.MODEL).isPresent());
    lost.kill();

    var next = node("next");
    next.models.release();

    await().until(() -> ended(next, runId));
    assertThat(all(next, runId, RunToolCallSucceeded.class)).hasSize(1);
    assertThat(all(next, runId, RunToolCallIntended.class)).hasSize(1);
  }

  @Test
  void anAgentThatDirectsARunIsNotCalledInIt() {
    var node = owning("first");

    var runId =
        node.start("circle-a", "1", HELLO, Limits.NONE, List.of(calling("circle_b", input())));

    await().until(() -> ended(node, runId));
    var childId = RunId.childOf(runId, "call_1_1");
    assertThat(node.eventsOf(childId))
        .anySatisfy(
            event -> assertThat(event.toString()).contains("The agent circle_a directs this run"));
  }

  @Test
  void anApiAgentEndsWithWhatItsRequestCameTo() {
    var node = owning("first");

    var runId = node.start("caller", "1", Map.of(), Limits.NONE, null);

    await().until(() -> ended(node, runId));
    assertThat(((RunCompleted) last(node, runId)).output())
        .isEqualTo(Map.of("from", "http://example.com"));
  }

  @Test
  void twoHundredRunsAtOnceAllEnd() {
    var node = owning("first");
    var script =
        List.of(
            calling("echo", Map.of("n", 1)),
            calling("pay", Map.of("n", 2)),
            Map.of("answer", "Done"));

    var runs =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(i -> node.start("clerk", "many-" + i, HELLO, Limits.NONE, script))
            .toList();

    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> runs.stream().allMatch(runId -> ended(node, runId)));
    assertThat(runs).allSatisfy(runId -> assertThat(node.eventsOf(runId)).hasSize(12));
    assertThat(node.tools.called).hasSize(400);
    assertThat(node.models.asked).hasSize(600);
    await().until(() -> runs.stream().noneMatch(node.work::knows));
  }

  private static Map<String, Object> calling(String tool, Object arguments) {
    return Map.of("calls", List.of(Map.of("tool", tool, "arguments", arguments)));
  }

  private static Object input() {
    return Map.of("input", "Write");
  }

  private static Object bossScript() {
    return List.of(calling("writer", input()), Map.of("answer", "Done"));
  }

  private static Object callingThenDone(String tool) {
    return callingThenDone(tool, Map.of());
  }

  private static Object callingThenDone(String tool, Object arguments) {
    return List.of(calling(tool, arguments), Map.of("answer", "Done"));
  }

  private static Limits timeout(int millis) {
    return new Limits(millis, 50, null, null, 100, null, 0, null);
  }

  private static Outcome finish() {
    return Outcome.FINISH;
  }

  private static ModelCall answer(String text) {
    return new ModelCall(
        "sha256:0",
        "staged",
        "staged/wait",
        "wait",
        Map.of(),
        Message.assistant(text, List.of()),
        FinishReason.STOP,
        TokenUsage.NONE,
        1,
        null,
        7,
        11L);
  }

  private Node node(String name) {
    var node = new Node(database, Setup.of("echo").named(name));
    Stream.of(
            StagedAgents.context(
                "clerk",
                StagedModels.REHEARSAL,
                "echo",
                "pay",
                "fail",
                "together",
                "wait",
                "wait_pay"),
            StagedAgents.context("waiter", StagedModels.WAITING),
            StagedAgents.careful("careful", "rehearsal/other"),
            StagedAgents.answeringJson(
                "counter",
                Map.of("type", "object", "properties", Map.of("n", Map.of("type", "integer")))),
            StagedAgents.context("writer", StagedModels.REHEARSAL),
            StagedAgents.orchestrator("boss", "writer"),
            StagedAgents.orchestrator("slow-boss", "waiter"),
            StagedAgents.orchestrator("circle-a", "circle-b"),
            StagedAgents.orchestrator("circle-b", "circle-a"),
            StagedAgents.api("caller", "http://example.com"))
        .forEach(node.agents::add);
    nodes.add(node);
    return node;
  }

  private Node owning(String name) {
    var node = node(name);
    await().until(node::ownsAll);
    return node;
  }

  private static RunEvent last(Node node, RunId runId) {
    return node.eventsOf(runId).getLast();
  }

  private static <T> List<T> all(Node node, RunId runId, Class<T> type) {
    return node.eventsOf(runId).stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static boolean ended(Node node, RunId runId) {
    return node.eventsOf(runId).stream()
        .anyMatch(
            event ->
                event instanceof RunCompleted
                    || event instanceof RunFailed
                    || event instanceof RunCancelled);
  }
}
