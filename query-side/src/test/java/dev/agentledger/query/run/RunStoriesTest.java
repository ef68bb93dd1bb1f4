package dev.agentledger.query.run;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentledger.api.Usd;
import dev.agentledger.api.run.DivergencePoint;
import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.ForkPoint;
import dev.agentledger.api.run.ListRunSteps;
import dev.agentledger.api.run.ListRuns;
import dev.agentledger.api.run.ListUnknownOutcomes;
import dev.agentledger.api.run.RunPage;
import dev.agentledger.api.run.RunStatus;
import dev.agentledger.api.run.RunStepPage;
import dev.agentledger.api.run.RunStepView;
import dev.agentledger.api.run.RunSuspension;
import dev.agentledger.api.run.RunUsage;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.StepStatus;
import dev.agentledger.api.run.StepType;
import dev.agentledger.api.run.UnknownOutcomePage;
import dev.agentledger.api.run.WaitingCall;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.ForkOf;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.ModelCall;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.Resolution;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunParent;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunQuestionAsked;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.events.run.SuspensionReason;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.query.QuerySide;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of models, as readers see them while they go their ways. */
class RunStoriesTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final AgentId AGENT = AgentId.of(ACME, "clerk");
  private static final String MODEL = "rehearsal/rehearsal";
  private static final Map<String, Object> ORDER = Map.of("order", 7);
  private static final TokenUsage USAGE = new TokenUsage(100, 10, 5, 0, 2);

  private static QuerySide side;

  @BeforeAll
  static void start() {
    side = QuerySide.start();
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  private static RunRequested requested(RunId id) {
    return new RunRequested(
        id,
        AGENT,
        "clerk",
        new VersionRef(1, "sha256:" + "ab".repeat(32)),
        new RunPlan(AgentKind.CONTEXT, List.of(MODEL), List.of(), 1),
        RunMode.PRODUCTION,
        "hello",
        Map.of(),
        Limits.NONE,
        null,
        null,
        null,
        null,
        null);
  }

  private static RunModelCallRequested asked(RunId id, int step, int attempt) {
    return new RunModelCallRequested(id, step, attempt, MODEL, null, 0, null);
  }

  private static RunModelCallCompleted answered(RunId id, int step, int attempt, Long costMicros) {
    return new RunModelCallCompleted(
        id,
        step,
        attempt,
        new ModelCall(
            "sha256:ef",
            "rehearsal",
            MODEL,
            "rehearsal",
            Map.of(),
            Message.assistant("Yes", List.of()),
            FinishReason.STOP,
            USAGE,
            80,
            null,
            1,
            costMicros));
  }

  private static RunToolCallIntended intended(RunId id, String call, int attempt, String... by) {
    return new RunToolCallIntended(
        id, 1, call, "refund", ORDER, "sha256:07", attempt, id + ":" + call, 0, List.of(by), null);
  }

  private static RunToolCallHeld held(RunId id, String call) {
    return new RunToolCallHeld(
        id,
        1,
        call,
        "refund",
        ORDER,
        "sha256:07",
        "A person approves each call",
        PromotionPolicy.DEFAULT.approval());
  }

  private static RunSuspended suspended(RunId id, SuspensionReason reason) {
    return new RunSuspended(id, reason, "It waits");
  }

  private static void tell(RunId id, int second, DomainEvent... facts) {
    side.publishAt(NOON.plusSeconds(second), ADA, "run", id.value(), facts);
  }

  private static RunView seen(RunId id, long version) {
    return side.await(new FindRun(ACME, id), RunView.class, run -> run.streamVersion() == version);
  }

  private static List<RunStepView> steps(RunId id) {
    side.awaitCaughtUp("run-steps");
    return side.ask(new ListRunSteps(ACME, id, null, 100), RunStepPage.class).items();
  }

  @Test
  void whatARunUsedAddsUpOverAllAttempts() {
    var id = new RunId("run_used");
    tell(
        id,
        0,
        requested(id),
        asked(id, 1, 1),
        new RunModelCallFailed(
            id,
            1,
            1,
            "rehearsal",
            MODEL,
            null,
            new CallFailure("cut", "Cut", true, null),
            9,
            new TokenUsage(100, 0, 0, 0, 0),
            600L),
        asked(id, 1, 2),
        asked(id, 1, 3),
        answered(id, 1, 3, 1_250L),
        intended(id, "call_1_1", 1),
        new RunToolCallSucceeded(id, "call_1_1", 1, "ok", 4, 300L),
        asked(id, 2, 1),
        new RunModelCallDiscarded(id, 1, 2, USAGE, 50L),
        answered(id, 2, 1, 250_000L),
        new RunCompleted(id, Outcome.FINISH, "Yes"));

    var run = seen(id, 11);

    assertThat(run.usage())
        .isEqualTo(
            new RunUsage(3, 2, 1, new TokenUsage(400, 30, 15, 0, 6), Usd.of("0.2522"), true));
    assertThat(run.kind()).isEqualTo(AgentKind.CONTEXT);
    assertThat(run.models()).containsExactly(MODEL);
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void anUnknownPriceIsToldAndNotTakenForNothing() {
    var id = new RunId("run_unpriced");
    tell(id, 0, requested(id), asked(id, 1, 1), answered(id, 1, 1, null));

    assertThat(seen(id, 2).usage().costComplete()).isFalse();
    assertThat(seen(id, 2).usage().cost()).isEqualTo(new Usd(0));
  }

  @Test
  void aRunShowsWhatWaitsForPeopleInTheOrderOfItsCalls() {
    var id = new RunId("run_waits");
    tell(
        id,
        0,
        requested(id),
        asked(id, 1, 1),
        answered(id, 1, 1, 1L),
        held(id, "call_1_1"),
        new RunQuestionAsked(id, 1, "call_1_2", "Which?", List.of("a", "b")),
        intended(id, "call_1_3", 1));
    tell(
        id,
        3,
        new RunToolCallOutcomeUnknown(id, "call_1_3", 1, "cut"),
        suspended(id, SuspensionReason.APPROVAL));

    var resting = seen(id, 7);
    assertThat(resting.status()).isEqualTo(RunStatus.SUSPENDED);
    assertThat(resting.suspension())
        .isEqualTo(new RunSuspension(SuspensionReason.APPROVAL, "It waits", NOON.plusSeconds(3)));
    assertThat(resting.waiting())
        .containsExactly(
            new WaitingCall(
                SuspensionReason.APPROVAL,
                1,
                "call_1_1",
                "refund",
                ORDER,
                "sha256:07",
                0,
                "A person approves each call",
                List.of(),
                NOON),
            new WaitingCall(
                SuspensionReason.QUESTION,
                1,
                "call_1_2",
                null,
                null,
                null,
                0,
                "Which?",
                List.of("a", "b"),
                NOON),
            new WaitingCall(
                SuspensionReason.RECONCILE,
                1,
                "call_1_3",
                "refund",
                ORDER,
                "sha256:07",
                1,
                "cut",
                List.of(),
                NOON.plusSeconds(3)));

    tell(id, 5, new RunToolCallRejected(id, "call_1_1", "No", "grace"));
    assertThat(seen(id, 8).suspension())
        .as("it rests for what waits first now")
        .isEqualTo(new RunSuspension(SuspensionReason.QUESTION, "Which?", NOON.plusSeconds(3)));

    tell(
        id,
        6,
        new RunQuestionAnswered(id, "call_1_2", "a", "grace"),
        new RunToolCallReconciled(id, "call_1_3", Resolution.DONE, "ok", null, "grace"),
        new RunResumed(id, null),
        asked(id, 2, 1));
    var going = seen(id, 12);
    assertThat(going.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(going.suspension()).isNull();
    assertThat(going.waiting()).isEmpty();
  }

  @Test
  void stepsShowTheirTimesAttemptsAndEnds() {
    var id = new RunId("run_steps");
    tell(id, 0, requested(id), asked(id, 1, 1));
    tell(
        id,
        2,
        answered(id, 1, 1, 1_250L),
        held(id, "call_1_1"),
        new RunToolCallRefused(id, 1, "call_1_2", "fly", ORDER, "The agent has no tool fly"),
        suspended(id, SuspensionReason.APPROVAL));
    tell(id, 60, new RunResumed(id, null), intended(id, "call_1_1", 1, "grace"));
    tell(
        id,
        61,
        new RunToolCallSucceeded(id, "call_1_1", 1, "ok", 4, null),
        asked(id, 2, 1),
        asked(id, 2, 2));
    tell(id, 70, new RunCancelled(id));

    assertThat(steps(id))
        .containsExactly(
            new RunStepView(
                1,
                null,
                StepType.MODEL,
                MODEL,
                StepStatus.SUCCEEDED,
                1,
                NOON,
                NOON.plusSeconds(2),
                USAGE,
                Usd.of("0.00125"),
                null,
                null),
            new RunStepView(
                1,
                "call_1_1",
                StepType.TOOL,
                "refund",
                StepStatus.SUCCEEDED,
                1,
                NOON.plusSeconds(2),
                NOON.plusSeconds(61),
                null,
                null,
                null,
                null),
            new RunStepView(
                1,
                "call_1_2",
                StepType.TOOL,
                "fly",
                StepStatus.REFUSED,
                0,
                NOON.plusSeconds(2),
                NOON.plusSeconds(2),
                null,
                null,
                null,
                "The agent has no tool fly"),
            new RunStepView(
                2,
                null,
                StepType.MODEL,
                MODEL,
                StepStatus.ABANDONED,
                2,
                NOON.plusSeconds(61),
                NOON.plusSeconds(70),
                null,
                null,
                null,
                null));
    assertThat(side.ask(new ListRunSteps("globex", id, null, 9), RunStepPage.class).items())
        .isEmpty();
  }

  @Test
  void stepsComeInPages() {
    var id = new RunId("run_paged");
    tell(id, 0, requested(id), asked(id, 1, 1), asked(id, 2, 1), asked(id, 3, 1));
    steps(id);

    var first = side.ask(new ListRunSteps(ACME, id, null, 2), RunStepPage.class);
    var second = side.ask(new ListRunSteps(ACME, id, first.next(), 2), RunStepPage.class);

    assertThat(first.items()).extracting(RunStepView::step).containsExactly(1, 2);
    assertThat(second.items()).extracting(RunStepView::step).containsExactly(3);
    assertThat(second.next()).isNull();
  }

  @Test
  void callsOfUnknownOutcomeFormAQueueOldestFirst() {
    var who = Envelope.of("queueing", "ada", "internal");
    for (var i = 1; i <= 3; i++) {
      var id = new RunId("run_q" + i);
      side.publishAt(
          NOON.minusSeconds(i),
          who,
          "run",
          id.value(),
          requested(id),
          intended(id, "call_1_1", 1),
          new RunToolCallOutcomeUnknown(id, "call_1_1", 1, "cut"),
          suspended(id, SuspensionReason.RECONCILE));
    }
    var settled = new RunId("run_q2");
    side.publish(
        who,
        "run",
        settled.value(),
        new RunToolCallReconciled(settled, "call_1_1", Resolution.FAIL, null, "No", "grace"));
    var ended = new RunId("run_q1");
    side.publish(who, "run", ended.value(), new RunCancelled(ended));
    side.awaitCaughtUp("run-steps");
    side.awaitCaughtUp("runs");

    var first = side.ask(new ListUnknownOutcomes("queueing", null, 1), UnknownOutcomePage.class);
    var second =
        side.ask(new ListUnknownOutcomes("queueing", first.next(), 1), UnknownOutcomePage.class);

    assertThat(List.of(first.items().getFirst(), second.items().getFirst()))
        .extracting(
            call -> call.runId().value(),
            call -> call.status(),
            call -> call.agentSlug(),
            call -> call.arguments(),
            call -> call.reason())
        .containsExactly(
            tuple("run_q3", RunStatus.SUSPENDED, "clerk", ORDER, "cut"),
            tuple("run_q1", RunStatus.CANCELLED, "clerk", ORDER, "cut"));
    assertThat(second.next()).isNull();
    assertThat(side.ask(new ListUnknownOutcomes(ACME, null, 9), UnknownOutcomePage.class).items())
        .extracting(call -> call.runId().value())
        .doesNotContain("run_q3");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, 5})
  void stepsAreTheSameWhereverTheirWriterBeginsAnew(int restartedAfter) {
    var id = new RunId("run_restarted_" + restartedAfter);
    var facts =
        List.<DomainEvent>of(
            requested(id),
            asked(id, 1, 1),
            answered(id, 1, 1, 1_250L),
            intended(id, "call_1_1", 1),
            new RunToolCallOutcomeUnknown(id, "call_1_1", 1, "cut"),
            intended(id, "call_1_2", 1),
            new RunToolCallReconciled(id, "call_1_1", Resolution.FAIL, null, "No", "grace"),
            new RunCancelled(id));

    for (var number = 0; number < facts.size(); number++) {
      tell(id, number, facts.get(number));
      side.awaitCaughtUp("run-steps");
      if (number == restartedAfter) {
        side.stopProjecting();
        side.startProjecting();
      }
    }

    assertThat(steps(id))
        .extracting(RunStepView::callId, RunStepView::status)
        .containsExactly(
            tuple(null, StepStatus.SUCCEEDED),
            tuple("call_1_1", StepStatus.FAILED),
            tuple("call_1_2", StepStatus.ABANDONED));
  }

  @Test
  void runsAreFoundByWhatTheyBelongToAndWhetherTheyWait() {
    var who = Envelope.of("kin", "ada", "internal");
    var child = new RunId("run_child");
    var base = requested(child);
    side.publish(
        who,
        "run",
        child.value(),
        new RunRequested(
            child,
            base.agentId(),
            base.agentSlug(),
            base.version(),
            base.plan(),
            base.mode(),
            base.input(),
            base.labels(),
            base.limits(),
            new RunParent(new RunId("run_up"), "call_1_1", 1, List.of(AGENT)),
            new ConversationTurn("cnv_1", "turn-1", 4),
            null,
            new ForkOf(new RunId("run_old"), 2, "Again", Map.of()),
            null),
        new RunQuestionAsked(child, 1, "call_1_1", "Which?", List.of()),
        suspended(child, SuspensionReason.QUESTION),
        new RunDiverged(child, 1, new Divergence("end", null, null, "first", null, null)),
        new RunDiverged(child, 2, new Divergence("end", null, null, "second", null, null)));
    var other = new RunId("run_other");
    side.publish(who, "run", other.value(), requested(other));
    side.awaitCaughtUp("runs");

    assertThat(kin(null, "cnv_1", null, null)).containsExactly("run_child");
    assertThat(kin(null, null, new RunId("run_up"), null)).containsExactly("run_child");
    assertThat(kin(null, null, null, true)).containsExactly("run_child");
    assertThat(kin(null, null, null, false)).containsExactly("run_other");
    assertThat(kin(RunStatus.SUSPENDED, null, null, null)).containsExactly("run_child");
    assertThat(kin(null, "cnv_2", null, null)).isEmpty();
    var run = side.find(new FindRun("kin", child), RunView.class);
    assertThat(run.forkOf()).isEqualTo(new ForkPoint(new RunId("run_old"), 2));
    assertThat(run.divergence())
        .isEqualTo(new DivergencePoint(1, new Divergence("end", null, null, "first", null, null)));
  }

  private static List<String> kin(
      RunStatus status, String conversation, RunId parent, Boolean waiting) {
    return side
        .ask(
            new ListRuns(
                "kin",
                null,
                AgentKind.CONTEXT,
                status,
                null,
                conversation,
                parent,
                null,
                waiting,
                Map.of(),
                null,
                null,
                null,
                100),
            RunPage.class)
        .items()
        .stream()
        .map(run -> run.runId().value())
        .toList();
  }

  @Test
  void aLongRunThatIsDeliveredAgainLeavesTheSameRows() {
    try (var own = QuerySide.start()) {
      var id = new RunId("run_long");
      own.publishAt(NOON, ADA, "run", id.value(), requested(id));
      for (var step = 1; step <= 300; step++) {
        var facts = new ArrayList<DomainEvent>();
        facts.add(asked(id, step, 1));
        facts.add(answered(id, step, 1, 10L));
        var call = "call_%d_1".formatted(step);
        facts.add(intended(id, call, 1));
        facts.add(new RunToolCallSucceeded(id, call, 1, "ok", 1, null));
        own.publishAt(
            NOON.plusSeconds(step), ADA, "run", id.value(), facts.toArray(DomainEvent[]::new));
      }
      own.publishAt(
          NOON.plusSeconds(400),
          ADA,
          "run",
          id.value(),
          held(id, "call_300_2"),
          suspended(id, SuspensionReason.APPROVAL));
      var once = rows(own);
      own.stopProjecting();
      own.jdbc().sql("update projection_segment set position = 0").update();

      own.startProjecting();
      assertThat(rows(own)).isEqualTo(once);

      own.projectAnew();
      assertThat(rows(own)).isEqualTo(once);
      assertThat(once).hasSize(602);
    }
  }

  private static List<String> rows(QuerySide side) {
    side.awaitCaughtUp("runs");
    side.awaitCaughtUp("run-steps");
    var rows = new ArrayList<String>();
    for (var table : List.of("run", "run_step")) {
      rows.addAll(
          side.jdbc()
              .sql("select to_jsonb(t)::text from %s t order by 1".formatted(table))
              .query(String.class)
              .list());
    }
    return rows;
  }
}
