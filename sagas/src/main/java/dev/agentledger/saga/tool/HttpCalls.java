package dev.agentledger.saga.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.saga.credential.Credentials;
import dev.agentledger.saga.egress.Exchange;
import dev.agentledger.saga.egress.Exchanges;
import dev.agentledger.saga.egress.Outbound;
import dev.agentledger.saga.egress.ShownSecrets;
import dev.agentledger.saga.template.RenderedRequest;
import dev.agentledger.saga.template.RequestProblem;
import dev.agentledger.saga.template.RequestTemplate;
import dev.agentledger.saga.tool.Result.Failed;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Makes HTTP calls and says what became of them. */
@Component
class HttpCalls {

  private static final int UNAUTHORIZED = 401;

  private final Exchanges exchanges;
  private final Credentials credentials;
  private final Answers answers;

  HttpCalls(Exchanges exchanges, Credentials credentials, Answers answers) {
    this.exchanges = exchanges;
    this.credentials = credentials;
    this.answers = answers;
  }

  Result make(HttpCall call) throws InterruptedException {
    var end = System.nanoTime() + call.limit().toNanos();
    RenderedRequest rendered;
    try {
      rendered = RequestTemplate.parse(call.http()).render(call.arguments());
    } catch (RequestProblem problem) {
      return new Failed(
          "arguments-invalid", "The request cannot be written: " + problem.getMessage());
    }
    for (var renewed = false; ; renewed = true) {
      var shown = shown(call);
      if (shown instanceof Credentials.Shown.Unavailable(var kind, var message, var retryable)) {
        return new Failed(kind, message, retryable, null);
      }
      var secrets = ((Credentials.Shown.Ready) shown).secrets();
      var exchange =
          exchanges.exchange(
              outbound(call, rendered, secrets),
              call.egress(),
              Answers.repeatable(call),
              Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      if (renewed || !refusedAtTheDoor(exchange) || !renewable(call, secrets)) {
        return answers.resultOf(call, exchange, secrets);
      }
    }
  }

  private Credentials.Shown shown(HttpCall call) throws InterruptedException {
    return call.credential() == null
        ? new Credentials.Shown.Ready(ShownSecrets.NONE)
        : credentials.shown(call.tenant(), call.credential());
  }

  /** Who is not let in has changed nothing, so the call may be made again with another token. */
  private static boolean refusedAtTheDoor(Exchange exchange) {
    return exchange instanceof Exchange.Answered answered && answered.status() == UNAUTHORIZED;
  }

  private boolean renewable(HttpCall call, ShownSecrets secrets) throws InterruptedException {
    return call.credential() != null
        && credentials.renew(call.tenant(), call.credential(), secrets);
  }

  private static Outbound outbound(HttpCall call, RenderedRequest request, ShownSecrets secrets) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(Map.of("Accept", "application/json, text/*;q=0.5"));
    headers.putAll(request.headers());
    headers.put("Idempotency-Key", call.idempotencyKey());
    var body = request.body();
    return new Outbound(
        request.method(),
        request.url(),
        headers,
        body == null ? null : body.getBytes(UTF_8),
        secrets);
  }
}
