package dev.agentledger.saga.egress;

import dev.agentledger.saga.egress.Destinations.Destination;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Sends requests out of the platform and follows where they are sent on to, under the same rules at
 * each step.
 *
 * <p>A caller's thread waits; it should be a virtual one, since only those can be interrupted while
 * they read.
 */
@Component
public class Exchanges implements AutoCloseable {

  private static final int MOST_REDIRECTS = 5;

  /** What a request may carry on to another host. */
  private static final Set<String> CARRIED_ON =
      Set.of("accept", "accept-language", "content-type", "traceparent");

  private final Destinations destinations;
  private final CloseableHttpClient keeping = HttpClients.keepingConnections();
  private final CloseableHttpClient fresh = HttpClients.withFreshConnections();
  private final ScheduledThreadPoolExecutor alarms = alarms();

  @Autowired
  Exchanges(@Value("${ledger.egress.private-hosts:}") List<String> privateHosts) {
    this(InetAddress::getAllByName, privateHosts);
  }

  Exchanges(Names names, List<String> privateHosts) {
    this.destinations = new Destinations(names, privateHosts);
  }

  /** Exchanges that may also reach these hosts, wherever they are. */
  public static Exchanges reaching(List<String> privateHosts) {
    return new Exchanges(InetAddress::getAllByName, privateHosts);
  }

  /**
   * Sends the request and waits for what comes of it.
   *
   * @param repeatable whether it does no harm if it arrives twice; if not, it goes over a
   *     connection of its own, since one that was kept may break without telling what arrived
   */
  public Exchange exchange(Outbound request, EgressRule rule, boolean repeatable, Duration limit)
      throws InterruptedException {
    var end = System.nanoTime() + limit.toNanos();
    var next = request;
    for (var redirects = 0; ; redirects++) {
      var step = step(next, rule, repeatable, end);
      switch (step) {
        case Step.Ended(var exchange) -> {
          return exchange;
        }
        case Step.SentOn(var status, var location) -> {
          if (redirects == MOST_REDIRECTS) {
            return misled(status, "The request was sent on more than %d times", MOST_REDIRECTS);
          }
          var following = following(next, status, location);
          if (following == null) {
            return misled(status, "It answers %d and sends the request elsewhere", status);
          }
          next = following;
        }
      }
    }
  }

  /** What one hop came to. */
  private sealed interface Step {

    record Ended(Exchange exchange) implements Step {}

    record SentOn(int status, URI location) implements Step {}
  }

  private static Exchange misled(int status, String message, int number) {
    return new Exchange.Unreadable(status, "redirect-refused", message.formatted(number));
  }

  private Step step(Outbound request, EgressRule rule, boolean repeatable, long end)
      throws InterruptedException {
    Destination destination;
    try {
      destination = destinations.of(request.url(), rule, left(end));
    } catch (Destinations.Refused refused) {
      return new Step.Ended(refused.asOutcome());
    }
    if (!request.shown().mayBeShownTo(destination.host())) {
      return new Step.Ended(
          new Exchange.NotSent(
              "egress-refused",
              "The credential may not be shown to %s".formatted(destination.host()),
              false));
    }
    var url = withSecretQuery(request);
    Step.Ended last = null;
    for (var address : destination.addresses()) {
      var sent = new AtomicBoolean();
      try {
        return send(request, url, destination, address, rule, repeatable, end, sent);
      } catch (IOException | RuntimeException failure) {
        last = new Step.Ended(outcomeOf(failure, destination, sent.get(), left(end)));
        if (sent.get() || left(end).isZero()) {
          break;
        }
      }
    }
    return last == null
        ? new Step.Ended(new Exchange.NotSent("dns", "The host has no address", true))
        : last;
  }

  private Step send(
      Outbound request,
      URI url,
      Destination destination,
      InetAddress address,
      EgressRule rule,
      boolean repeatable,
      long end,
      AtomicBoolean sent)
      throws IOException {
    var message = messageOf(request, url, left(end));
    var target =
        new HttpHost(destination.scheme(), address, destination.host(), destination.port());
    var context = HttpClientContext.create();
    context.setAttribute(HttpClients.SENT, sent);
    var timeUp = new AtomicBoolean();
    var alarm =
        alarms.schedule(
            () -> {
              timeUp.set(true);
              message.cancel();
            },
            left(end).toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return readAndClose(request, message, target, context, repeatable, rule);
    } catch (IOException | RuntimeException failure) {
      if (timeUp.get()) {
        throw new TimeUp(failure);
      }
      throw failure;
    } finally {
      alarm.cancel(false);
    }
  }

  /** An answer that was not read to its end is cut off: closing it would read on and on. */
  private Step readAndClose(
      Outbound request,
      HttpUriRequestBase message,
      HttpHost target,
      HttpClientContext context,
      boolean repeatable,
      EgressRule rule)
      throws IOException {
    var response = (repeatable ? keeping : fresh).executeOpen(target, message, context);
    var whole = false;
    try {
      var step = read(request, response, rule);
      whole = step instanceof Step.Ended(Exchange.Answered _);
      return step;
    } finally {
      if (!whole) {
        message.cancel();
      }
      Closer.closeQuietly(response);
    }
  }

  private static Step read(Outbound request, ClassicHttpResponse response, EgressRule rule)
      throws IOException {
    var status = response.getCode();
    var location = Redirects.locationOf(response, request.url());
    if (location != null) {
      return new Step.SentOn(status, location);
    }
    return new Step.Ended(Bodies.read(request, response, rule.maxResponseBytes()));
  }

  /** The request to which a redirect leads; null where it must not be followed. */
  private static @Nullable Outbound following(Outbound request, int status, URI location) {
    var method = Redirects.methodAfter(request.method(), status);
    if (method == null || Redirects.isDowngrade(request.url(), location)) {
      return null;
    }
    var sameOrigin = Redirects.isSameOrigin(request.url(), location);
    var keepsBody = method.equals(request.method()) && request.body() != null;
    if (keepsBody && !sameOrigin) {
      return null;
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    if (!sameOrigin) {
      headers.keySet().removeIf(name -> !CARRIED_ON.contains(name.toLowerCase(Locale.ROOT)));
    }
    if (!keepsBody) {
      headers.remove("Content-Type");
    }
    return new Outbound(
        method,
        location,
        headers,
        keepsBody ? request.body() : null,
        sameOrigin ? request.shown() : ShownSecrets.NONE);
  }

  private static HttpUriRequestBase messageOf(Outbound request, URI url, Duration left) {
    var message = new HttpUriRequestBase(request.method(), url);
    request.headers().forEach(message::setHeader);
    request.shown().headers().forEach(message::setHeader);
    if (!message.containsHeader("Accept-Encoding")) {
      message.setHeader("Accept-Encoding", "gzip");
    }
    if (request.body() != null) {
      var type = request.headers().get("Content-Type");
      message.setEntity(
          new ByteArrayEntity(request.body(), type == null ? null : ContentType.parse(type)));
      message.removeHeaders("Content-Type");
    }
    var wait = Timeout.of(left);
    message.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(wait)
            .setResponseTimeout(wait)
            .setRedirectsEnabled(false)
            .setAuthenticationEnabled(false)
            .setExpectContinueEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setContentCompressionEnabled(false)
            .build());
    return message;
  }

  private static URI withSecretQuery(Outbound request) {
    var url = request.url();
    for (var parameter : request.shown().query().entrySet()) {
      url = Redirects.withParameter(url, parameter);
    }
    return url;
  }

  private static Exchange outcomeOf(
      Exception failure, Destination destination, boolean sent, Duration left)
      throws InterruptedException {
    if (Thread.interrupted()
        || (failure instanceof InterruptedIOException
            && !(failure instanceof SocketTimeoutException)
            && !(failure instanceof TimeUp)
            && !Failures.isTimeOut(failure))) {
      throw new InterruptedException("The call was given up");
    }
    var late = failure instanceof TimeUp || left.isZero() || Failures.isTimeOut(failure);
    if (sent) {
      return late
          ? new Exchange.Lost("timeout", "%s did not answer in time".formatted(destination.host()))
          : new Exchange.Lost(
              "connection-lost",
              "The connection to %s broke before the whole answer was there"
                  .formatted(destination.host()));
    }
    return Failures.notSent(failure, destination.host(), late);
  }

  private static Duration left(long end) {
    var left = Duration.ofNanos(end - System.nanoTime());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static ScheduledThreadPoolExecutor alarms() {
    var alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("egress-alarm").daemon().factory());
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }

  @Override
  public void close() throws IOException {
    alarms.shutdownNow();
    keeping.close();
    fresh.close();
  }

  /** The limit of the caller was reached. */
  private static final class TimeUp extends InterruptedIOException {

    TimeUp(Exception cause) {
      super("Time is up");
      initCause(cause);
    }
  }
}
