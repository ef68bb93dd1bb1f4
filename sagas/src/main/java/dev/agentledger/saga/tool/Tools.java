package dev.agentledger.saga.tool;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.saga.model.ToolOffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools of all tenants, as runs call them: {@code HTTP} and {@code FUNCTION}. */
public interface Tools {

  /** The tools with these names in their present versions, in this order. */
  List<PinnedTool> pin(String tenant, List<String> names) throws InterruptedException;

  /** How a pinned tool is offered to a model. */
  ToolOffer offer(String tenant, PinnedTool tool) throws InterruptedException;

  /** Whether the arguments fit, and whether people must agree; calls nothing. */
  Judgement judge(String tenant, AgentId agentId, PinnedTool tool, @Nullable Object arguments)
      throws InterruptedException;

  /** Makes the call and waits for its outcome; a failure of the other side is an outcome. */
  ToolOutcome call(ToolCall call) throws InterruptedException;

  /**
   * Makes the request that an api agent is, under the same rules.
   *
   * @param call its {@code tool} is of kind {@code API}; its arguments are the run's input
   */
  ToolOutcome call(ToolCall call, HttpConfiguration http) throws InterruptedException;
}
