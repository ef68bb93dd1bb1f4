package dev.agentledger.saga.tool;

import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.tool.Egress;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.saga.egress.EgressRule;
import dev.agentledger.saga.tool.Result.Failed;
import dev.agentledger.saga.tool.Result.Succeeded;
import dev.agentledger.saga.tool.Result.Unknown;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Carries calls out, within quota and limit, and measures them. */
@Component
class Calls {

  /** Name of the timer of all calls, by tool and by what became of them. */
  static final String TIMER = "ledger.tools.calls";

  private static final Logger log = LoggerFactory.getLogger(Calls.class);
  private static final String API = "(api agent)";

  private final HttpCalls https;
  private final FunctionCalls functions;
  private final Quotas quotas;
  private final MeterRegistry meters;

  Calls(HttpCalls https, FunctionCalls functions, Quotas quotas, MeterRegistry meters) {
    this.https = https;
    this.functions = functions;
    this.quotas = quotas;
    this.meters = meters;
  }

  /** One way to carry a call out. */
  private interface Work {

    Result make() throws InterruptedException;
  }

  ToolOutcome make(ToolCall call, ToolDefinition definition) throws InterruptedException {
    return measured(
        call, definition.name(), definition.effect(), () -> withinQuota(call, definition));
  }

  /** A method says what a call does when nothing else does. */
  ToolOutcome make(ToolCall call, HttpConfiguration http) throws InterruptedException {
    var effect = Effects.of(http.method());
    var rule = new EgressRule(List.of(hostOf(http)), false, Egress.DEFAULT_RESPONSE_BYTES);
    return measured(
        call,
        API,
        effect,
        () ->
            https.make(
                new HttpCall(
                    call.tenant(),
                    http,
                    call.arguments(),
                    effect,
                    null,
                    null,
                    rule,
                    call.idempotencyKey(),
                    call.timeout())));
  }

  private Result withinQuota(ToolCall call, ToolDefinition definition) throws InterruptedException {
    var perMinute = definition.quotaPerMinute();
    if (perMinute != null) {
      var wait = quotas.take(ToolId.of(call.tenant(), definition.name()), perMinute);
      if (wait.isPresent()) {
        return new Failed(
            "quota-exceeded",
            "%s may be called %d times a minute".formatted(definition.name(), perMinute),
            true,
            wait.get().toMillis());
      }
    }
    var limit = limitOf(call, definition);
    return switch (definition.kind()) {
      case HTTP -> https.make(httpCall(call, definition, limit));
      case FUNCTION -> functions.make(call, definition, limit);
    };
  }

  private static Duration limitOf(ToolCall call, ToolDefinition definition) {
    var own = Duration.ofMillis(definition.timeoutMillis());
    return call.timeout().compareTo(own) < 0 ? call.timeout() : own;
  }

  private static HttpCall httpCall(ToolCall call, ToolDefinition definition, Duration limit) {
    var http = Objects.requireNonNull(definition.http(), "http of an http tool");
    var egress = definition.egress();
    var hosts = egress.hosts().isEmpty() ? List.of(hostOf(http)) : egress.hosts();
    return new HttpCall(
        call.tenant(),
        http,
        call.arguments(),
        definition.effect(),
        definition.outputSchema(),
        definition.credential(),
        new EgressRule(hosts, egress.allowPrivate(), egress.maxResponseBytes()),
        call.idempotencyKey(),
        limit);
  }

  /** Templates cannot change the host, so it can be read before they are filled. */
  private static String hostOf(HttpConfiguration http) {
    var text = http.url();
    var end = text.indexOf('/', text.indexOf("://") + 3);
    var cut = text.indexOf('?');
    var origin = text.substring(0, end < 0 ? (cut < 0 ? text.length() : cut) : end);
    return Objects.requireNonNullElse(URI.create(origin).getHost(), "");
  }

  private ToolOutcome measured(ToolCall call, String tool, ToolEffect effect, Work work)
      throws InterruptedException {
    var begun = System.nanoTime();
    var result = attempted(call, tool, effect, work);
    var took = Duration.ofNanos(System.nanoTime() - begun);
    meters.timer(TIMER, "tool", tool, "outcome", nameOf(result)).record(took);
    return switch (result) {
      case Succeeded(var value) -> new ToolOutcome.Succeeded(value, took.toMillis());
      case Failed(var kind, var message, var retryable, var retryAfterMillis) ->
          new ToolOutcome.Failed(
              new CallFailure(kind, message, retryable, retryAfterMillis), took.toMillis());
      case Unknown(var reason) -> new ToolOutcome.OutcomeUnknown(reason, took.toMillis());
    };
  }

  /** A fault of our own may have come at any moment, also after the call was made. */
  private static Result attempted(ToolCall call, String tool, ToolEffect effect, Work work)
      throws InterruptedException {
    try {
      return work.make();
    } catch (RuntimeException fault) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The call was given up");
      }
      log.error("Run {}: the call of {} broke off", call.runId(), tool, fault);
      var told = "The platform broke the call off";
      return effect == ToolEffect.EFFECTFUL
          ? new Unknown(told)
          : new Failed("internal", told, true, null);
    }
  }

  private static String nameOf(Result result) {
    return switch (result) {
      case Succeeded _ -> "succeeded";
      case Failed failed -> failed.kind();
      case Unknown _ -> "unknown";
    };
  }
}
