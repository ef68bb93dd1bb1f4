package dev.agentledger.command.run;

import dev.agentledger.api.run.JudgedCall;
import dev.agentledger.command.run.RunTerms.Tool;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunQuestionAsked;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.ToolKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the tool calls that a model wants in one answer are made, which wait for people, and
 * which are not made at all.
 *
 * <p>A question to a person and a handover are no calls in the sense of the limits: nothing is
 * called.
 */
final class CallAdmission {

  /** A call and the reason why it is not made, if there is one. */
  private record Wish(JudgedCall call, @Nullable ToolKind kind, @Nullable String problem) {

    boolean counts() {
      return problem == null && kind != ToolKind.ASK_HUMAN && kind != ToolKind.HAND_OVER;
    }
  }

  private CallAdmission() {}

  static RunCourse admit(RunCourse course, RunId runId, List<JudgedCall> calls) {
    var wishes = new ArrayList<Wish>();
    var left = RunLimits.callsLeft(course.run());
    var tooMany = false;
    for (var call : calls) {
      var wish = wishOf(course.run(), call, calls.size() == 1);
      if (wish.counts() && left == 0) {
        tooMany = true;
        wish = new Wish(call, wish.kind(), RunLimits.beyondCalls(course.run()));
      } else if (wish.counts()) {
        left--;
      }
      wishes.add(wish);
    }
    var problem =
        RunLimits.beforeCalls(course.run(), (int) wishes.stream().filter(Wish::counts).count());
    if (problem.isPresent()) {
      return course.fail(problem.get());
    }
    var step = course.run().step();
    wishes.forEach(wish -> grant(course, runId, step, wish));
    if (isHandedOver(wishes)) {
      return course.complete(Outcome.HANDOVER, wishes.getFirst().call().arguments());
    }
    return tooMany && course.run().calls().isEmpty()
        ? course.fail(RunLimits.noCallsLeft(course.run()))
        : course.goOn();
  }

  private static Wish wishOf(ActiveRun run, JudgedCall call, boolean alone) {
    var kind = run.terms().tool(call.tool()).map(Tool::kind);
    return new Wish(call, kind.orElse(null), problemOf(call, kind, alone));
  }

  private static @Nullable String problemOf(
      JudgedCall call, Optional<ToolKind> kind, boolean alone) {
    if (kind.isEmpty()) {
      return "The agent has no tool " + call.tool();
    }
    if (call.problem() != null) {
      return call.problem();
    }
    return switch (kind.get()) {
      case HAND_OVER -> alone ? null : "%s ends the run, so call it alone".formatted(call.tool());
      case ASK_HUMAN ->
          questionIn(call.arguments()).isPresent()
              ? null
              : "%s needs a question: {\"question\": \"...\"}".formatted(call.tool());
      case HTTP, FUNCTION, AGENT, API -> null;
    };
  }

  private static boolean isHandedOver(List<Wish> wishes) {
    var first = wishes.getFirst();
    return first.kind() == ToolKind.HAND_OVER && first.problem() == null;
  }

  private static void grant(RunCourse course, RunId runId, int step, Wish wish) {
    var call = wish.call();
    if (wish.problem() != null) {
      course.record(
          new RunToolCallRefused(
              runId, step, call.callId(), call.tool(), call.arguments(), wish.problem()));
    } else if (wish.kind() == ToolKind.ASK_HUMAN) {
      course.record(
          new RunQuestionAsked(
              runId,
              step,
              call.callId(),
              questionIn(call.arguments()).orElseThrow(),
              choicesIn(call.arguments())));
    } else if (wish.counts() && call.hold() != null) {
      course.record(
          new RunToolCallHeld(
              runId,
              step,
              call.callId(),
              call.tool(),
              call.arguments(),
              call.argumentsHash(),
              call.hold().reason(),
              call.hold().rule()));
    } else if (wish.counts()) {
      course.send(
          OpenCall.wanted(call.callId(), call.tool(), call.arguments(), call.argumentsHash()),
          step,
          0);
    }
  }

  private static Optional<String> questionIn(@Nullable Object arguments) {
    return arguments instanceof Map<?, ?> given
            && given.get("question") instanceof String question
            && !question.isBlank()
        ? Optional.of(question)
        : Optional.empty();
  }

  private static List<String> choicesIn(@Nullable Object arguments) {
    return arguments instanceof Map<?, ?> given && given.get("choices") instanceof List<?> choices
        ? choices.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
