package dev.agentledger.saga.run.effect;

import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.run.history.Histories;
import dev.agentledger.saga.run.history.RunHistory;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Acts on the world as it is: executes, asks, calls, starts. */
@Component
public class LiveEffects implements Effects {

  private static final Logger log = LoggerFactory.getLogger(LiveEffects.class);

  private final Histories histories;
  private final CallBegins begins;
  private final CodeEffect code;
  private final ModelEffect model;
  private final ToolCalls tool;
  private final ChildEffect child;

  public LiveEffects(
      Histories histories,
      CallBegins begins,
      CodeEffect code,
      ModelEffect model,
      ToolCalls tool,
      ChildEffect child) {
    this.histories = histories;
    this.begins = begins;
    this.code = code;
    this.model = model;
    this.tool = tool;
    this.child = child;
  }

  @Override
  public Optional<RunCommand> carryOut(Intent intent) throws InterruptedException {
    var history =
        histories
            .holding(intent.runId(), intent::isIn)
            .orElseThrow(() -> new IllegalStateException("The log has no such intent: " + intent));
    if (hasEffect(intent, history) && !begins.isFirst(intent.attempt())) {
      log.warn("Run {}, {}: begun by another node", intent.runId(), intent.attempt());
      return Optional.empty();
    }
    try {
      return switch (intent.effect()) {
        case Intent.CODE -> Optional.of(code.outcomeOf(intent, history));
        case Intent.MODEL -> Optional.of(model.outcomeOf(intent, history));
        default -> call(intent, history);
      };
    } catch (RuntimeException fault) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      log.error("Run {}, {}: not carried out", intent.runId(), intent.attempt(), fault);
      return Optional.of(faultOf(intent, history));
    }
  }

  private static boolean hasEffect(Intent intent, RunHistory history) {
    return intent.isToolCall()
        && history
            .toolCall(intent.effect(), intent.attempt().number())
            .filter(call -> toolOf(call, history).effect() == ToolEffect.EFFECTFUL)
            .isPresent();
  }

  private Optional<RunCommand> call(Intent intent, RunHistory history) throws InterruptedException {
    var call = callOf(intent, history);
    var pinned = toolOf(call, history);
    return pinned.kind() == ToolKind.AGENT
        ? child.outcomeOf(intent, call, pinned, history)
        : Optional.of(tool.outcomeOf(call, pinned, history));
  }

  private RunCommand faultOf(Intent intent, RunHistory history) {
    return switch (intent.effect()) {
      case Intent.CODE -> CodeEffect.fault(intent);
      case Intent.MODEL -> model.fault(intent, history);
      default -> {
        var call = callOf(intent, history);
        var pinned = toolOf(call, history);
        yield pinned.kind() == ToolKind.AGENT ? ChildEffect.fault(call) : tool.fault(call, pinned);
      }
    };
  }

  private static RunToolCallIntended callOf(Intent intent, RunHistory history) {
    return history.toolCall(intent.effect(), intent.attempt().number()).orElseThrow();
  }

  private static PinnedTool toolOf(RunToolCallIntended call, RunHistory history) {
    return history.requested().plan().tools().stream()
        .filter(pinned -> pinned.name().equals(call.tool()))
        .findFirst()
        .orElseThrow();
  }
}
