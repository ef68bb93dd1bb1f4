package dev.agentledger.command.run;

import static dev.agentledger.command.run.RunStory.HASH;
import static dev.agentledger.command.run.RunStory.LOOKUP;
import static dev.agentledger.command.run.RunStory.REFUND;
import static dev.agentledger.command.run.RunStory.answered;
import static dev.agentledger.command.run.RunStory.called;
import static dev.agentledger.command.run.RunStory.heldCall;
import static dev.agentledger.command.run.RunStory.requested;
import static dev.agentledger.events.EventSamples.RUN;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.run.ApproveToolCall;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.JudgedCall;
import dev.agentledger.api.run.ReconcileToolCall;
import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallOutcomeUnknown;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.ReinvokeToolCall;
import dev.agentledger.api.run.RejectToolCall;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.Resolution;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallIntended;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the order in which parallel calls come to their ends, the run comes to the same. */
class RunInterleavingTest {

  /** How a call gets from its wish to its end. */
  private enum Fate {
    SUCCEEDS,
    FAILS,
    FAILS_ONCE,
    LOSES_A_WORKER,
    IS_RECONCILED,
    IS_SENT_AGAIN,
    IS_APPROVED,
    IS_REJECTED;

    private JudgedCall wish(int number) {
      return switch (this) {
        case SUCCEEDS, FAILS, FAILS_ONCE, LOSES_A_WORKER -> called(number, LOOKUP);
        case IS_RECONCILED, IS_SENT_AGAIN -> called(number, REFUND);
        case IS_APPROVED, IS_REJECTED -> heldCall(number, REFUND);
      };
    }

    private List<RunCommand> way(int number) {
      var call = "call_1_" + number;
      return switch (this) {
        case SUCCEEDS -> List.of(succeeded(call, 1));
        case FAILS -> List.of(failed(call, 1, false));
        case FAILS_ONCE -> List.of(failed(call, 1, true), succeeded(call, 2));
        case LOSES_A_WORKER -> List.of(new ReinvokeToolCall(RUN, call, 1), succeeded(call, 2));
        case IS_RECONCILED -> List.of(unknown(call), reconciled(call, Resolution.DONE));
        case IS_SENT_AGAIN ->
            List.of(unknown(call), reconciled(call, Resolution.RETRY), succeeded(call, 2));
        case IS_APPROVED ->
            List.of(
                new ApproveToolCall(RUN, call, HASH, null, null, List.of("grace")),
                succeeded(call, 1));
        case IS_REJECTED -> List.of(new RejectToolCall(RUN, call, "No", "grace"));
      };
    }

    private static RunCommand succeeded(String call, int attempt) {
      return new RecordToolCallSucceeded(RUN, call, attempt, Map.of("call", call), 5, 7L);
    }

    private static RunCommand failed(String call, int attempt, boolean retryable) {
      return new RecordToolCallFailed(
          RUN, call, attempt, new CallFailure("timeout", "Slow", retryable, null), 5, null, 10);
    }

    private static RunCommand unknown(String call) {
      return new RecordToolCallOutcomeUnknown(RUN, call, 1, "cut");
    }

    private static RunCommand reconciled(String call, Resolution resolution) {
      return new ReconcileToolCall(RUN, call, resolution, null, null, "grace");
    }
  }

  /**
   * Calls and the order in which they go their ways.
   *
   * @param picks whose turn it is, among those that are not at their ends
   */
  private record Story(List<Fate> fates, List<Integer> picks) {

    List<RunCommand> inOrderOfCalls() {
      return ways().stream().flatMap(List::stream).toList();
    }

    List<RunCommand> mixed() {
      var left = new ArrayList<>(ways().stream().map(ArrayList::new).toList());
      var mixed = new ArrayList<RunCommand>();
      for (var turn = 0; !left.isEmpty(); turn++) {
        var way = left.get(picks.get(turn % picks.size()) % left.size());
        mixed.add(way.removeFirst());
        left.removeIf(List::isEmpty);
      }
      return mixed;
    }

    private List<List<RunCommand>> ways() {
      var ways = new ArrayList<List<RunCommand>>();
      for (var number = 1; number <= fates.size(); number++) {
        ways.add(fates.get(number - 1).way(number));
      }
      return ways;
    }

    private RunCommand answer() {
      var wishes = new ArrayList<JudgedCall>();
      for (var number = 1; number <= fates.size(); number++) {
        wishes.add(fates.get(number - 1).wish(number));
      }
      return answered(1, 1, null, wishes.toArray(JudgedCall[]::new));
    }

    List<RunEvent> told(List<RunCommand> then) {
      var commands = new ArrayList<RunCommand>(List.of(requested(), answer()));
      commands.addAll(then);
      RunState state = new RunState.Absent();
      var facts = new ArrayList<RunEvent>();
      for (var command : commands) {
        for (var fact : RunDecisions.decide(state, command)) {
          facts.add(fact);
          state = RunState.evolve(state, fact);
        }
      }
      return facts;
    }
  }

  @Provide
  Arbitrary<Story> stories() {
    return Combinators.combine(
            Arbitraries.of(Fate.class).list().ofMinSize(1).ofMaxSize(6),
            Arbitraries.integers().between(0, 5).list().ofMinSize(1).ofMaxSize(20))
        .as(Story::new);
  }

  @Property
  void anyOrderOfOutcomesEndsInTheSameFacts(@ForAll("stories") Story story) {
    assertThat(withoutRests(story.told(story.mixed())))
        .isEqualTo(withoutRests(story.told(story.inOrderOfCalls())));
  }

  @Property
  void nothingIsIntendedTwice(@ForAll("stories") Story story) {
    var repeated = story.mixed().stream().flatMap(c -> List.of(c, c).stream()).toList();

    var facts = story.told(repeated);

    assertThat(facts.stream().filter(RunInterleavingTest::isEffect).toList())
        .doesNotHaveDuplicates()
        .last()
        .isEqualTo(RunStory.asked(2, 1, RunStory.FIRST, null));
    assertThat(facts).isEqualTo(story.told(story.mixed()));
  }

  @Property
  void nothingIsIntendedWhileTheRunRests(@ForAll("stories") Story story) {
    var rests = false;
    for (var fact : story.told(story.mixed())) {
      assertThat(rests && isEffect(fact)).as(fact.toString()).isFalse();
      rests = fact instanceof RunSuspended || (rests && !(fact instanceof RunResumed));
    }
  }

  @Property
  void nothingIsIntendedAfterTheEnd(
      @ForAll("stories") Story story, @ForAll("picks") int whenCancelled) {
    var way = story.mixed();
    var before = way.subList(0, Math.min(whenCancelled, way.size()));
    var after = way.subList(before.size(), way.size());
    var cancelled = new ArrayList<>(before);
    cancelled.add(new CancelRun(RUN, null));
    after.stream().filter(command -> !isWordOfAPerson(command)).forEach(cancelled::add);

    var facts = story.told(cancelled);

    assertThat(facts.getLast()).isInstanceOf(RunCancelled.class);
  }

  @Provide
  Arbitrary<Integer> picks() {
    return Arbitraries.integers().between(0, 20);
  }

  private static boolean isWordOfAPerson(RunCommand command) {
    return command instanceof ApproveToolCall
        || command instanceof RejectToolCall
        || command instanceof ReconcileToolCall;
  }

  private static boolean isEffect(RunEvent fact) {
    return fact instanceof RunToolCallIntended || fact instanceof RunModelCallRequested;
  }

  /** How often a run rests depends on who comes first. */
  private static Set<RunEvent> withoutRests(List<RunEvent> facts) {
    return facts.stream()
        .filter(fact -> !(fact instanceof RunSuspended) && !(fact instanceof RunResumed))
        .collect(toSet());
  }
}
