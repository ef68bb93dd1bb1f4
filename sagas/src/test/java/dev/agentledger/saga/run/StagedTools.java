package dev.agentledger.saga.run;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.model.ToolOffer;
import dev.agentledger.saga.tool.Judgement;
import dev.agentledger.saga.tool.ToolCall;
import dev.agentledger.saga.tool.ToolOutcome;
import dev.agentledger.saga.tool.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tools whose names say what they do: {@code echo} answers with its arguments, {@code pay} too but
 * has an effect, {@code together} answers when two calls are under way, {@code fail} fails the
 * first time; what begins with {@code wait} waits for {@link #release}.
 */
final class StagedTools implements Tools {

  final Queue<ToolCall> called = new ConcurrentLinkedQueue<>();
  final Queue<ToolCall> interrupted = new ConcurrentLinkedQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final CyclicBarrier both = new CyclicBarrier(2);

  void release() {
    released.countDown();
  }

  static PinnedTool tool(String name) {
    return new PinnedTool(
        name,
        ToolKind.FUNCTION,
        "tool_" + name,
        "sha256:1",
        name.endsWith("pay") ? ToolEffect.EFFECTFUL : ToolEffect.READ,
        60_000,
        1,
        OnExpiry.REJECT);
  }

  @Override
  public List<PinnedTool> pin(String tenant, List<String> names) {
    return names.stream().map(StagedTools::tool).toList();
  }

  @Override
  public ToolOffer offer(String tenant, PinnedTool tool) {
    return new ToolOffer(tool.name(), "Staged", Map.of("type", "object"));
  }

  @Override
  public Judgement judge(String tenant, AgentId agentId, PinnedTool tool, Object arguments) {
    return new Judgement(null, null, null);
  }

  @Override
  public ToolOutcome call(ToolCall call) throws InterruptedException {
    called.add(call);
    var name = call.tool().name();
    if (name.startsWith("wait")) {
      try {
        released.await();
      } catch (InterruptedException cut) {
        interrupted.add(call);
        throw cut;
      }
    }
    return switch (name) {
      case "together" -> together(call);
      case "fail" -> calls(call) == 1 ? failed() : succeeded(call);
      default -> succeeded(call);
    };
  }

  private ToolOutcome together(ToolCall call) throws InterruptedException {
    try {
      both.await(10, TimeUnit.SECONDS);
      return succeeded(call);
    } catch (BrokenBarrierException | TimeoutException alone) {
      throw new IllegalStateException("Nobody else is called meanwhile", alone);
    }
  }

  private long calls(ToolCall call) {
    return called.stream()
        .filter(other -> other.idempotencyKey().equals(call.idempotencyKey()))
        .count();
  }

  private static ToolOutcome succeeded(ToolCall call) {
    return new ToolOutcome.Succeeded(call.arguments(), 3);
  }

  private static ToolOutcome failed() {
    return new ToolOutcome.Failed(new CallFailure("busy", "Try later", true, 50L), 3);
  }

  @Override
  public ToolOutcome call(ToolCall call, HttpConfiguration http) throws InterruptedException {
    called.add(call);
    return new ToolOutcome.Succeeded(Map.of("from", http.url()), 3);
  }

  List<String> keys() {
    return new ArrayList<>(called.stream().map(ToolCall::idempotencyKey).toList());
  }
}
