package dev.agentledger.command.run;

import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run was given for its way, as far as a decision asks for it; an absent limit is none.
 *
 * @param models asked in this order, each once
 * @param attempts how often one model is asked at one step before the next model is
 */
record RunTerms(
    AgentKind kind,
    List<String> models,
    List<Tool> tools,
    int repairs,
    int attempts,
    @Nullable Integer steps,
    @Nullable Integer toolCalls,
    @Nullable Long costMicros,
    @Nullable Integer timeoutMillis) {

  private static final int RETRIES = 2;
  private static final int DIGITS_OF_MICROS = 6;

  /** A tool that may be called. */
  record Tool(String name, ToolKind kind, ToolEffect effect, int retries, OnExpiry onExpiry) {

    private static Tool of(PinnedTool tool) {
      return new Tool(tool.name(), tool.kind(), tool.effect(), tool.retries(), tool.onExpiry());
    }

    /** Whether it may be called once more without a person's word when its worker is lost. */
    boolean isRepeatable() {
      return kind == ToolKind.AGENT || effect != ToolEffect.EFFECTFUL;
    }
  }

  RunTerms {
    models = List.copyOf(models);
    tools = List.copyOf(tools);
  }

  static RunTerms of(RunRequested requested) {
    var plan = requested.plan();
    var limits = requested.limits();
    return new RunTerms(
        plan.kind(),
        plan.models().stream().distinct().toList(),
        plan.tools().stream().map(Tool::of).toList(),
        plan.repairs(),
        1 + (limits.stepRetries() == null ? RETRIES : limits.stepRetries()),
        limits.steps(),
        limits.toolCalls(),
        costMicrosOf(limits),
        limits.timeoutMillis());
  }

  /** The money in whole millionths of a dollar; absent too where no amount is written. */
  static @Nullable Long costMicrosOf(Limits limits) {
    if (limits.costUsd() == null) {
      return null;
    }
    try {
      return new BigDecimal(limits.costUsd())
          .movePointRight(DIGITS_OF_MICROS)
          .setScale(0, RoundingMode.DOWN)
          .longValueExact();
    } catch (ArithmeticException | NumberFormatException _) {
      return null;
    }
  }

  Optional<Tool> tool(String name) {
    return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
  }

  /** The model that is asked when {@code model} cannot answer. */
  Optional<String> modelAfter(String model) {
    return models.stream().skip(models.indexOf(model) + 1L).findFirst();
  }
}
