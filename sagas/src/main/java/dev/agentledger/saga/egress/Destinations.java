package dev.agentledger.saga.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Decides where a request may go. The addresses that are judged are the ones that are connected to,
 * so that a name which changes its mind in between gains nothing.
 */
final class Destinations {

  private final Names names;
  private final List<String> privateHosts;

  /**
   * @param privateHosts hosts of the operator's own that every request may reach, wherever they are
   */
  Destinations(Names names, List<String> privateHosts) {
    this.names = names;
    this.privateHosts = List.copyOf(privateHosts);
  }

  /** A way to a host that may be taken. */
  record Destination(String scheme, String host, int port, List<InetAddress> addresses) {}

  /** A request may not, or cannot, go where it should. */
  static final class Refused extends Exception {

    private final String kind;
    private final boolean retryable;

    Refused(String kind, String message, boolean retryable) {
      super(message);
      this.kind = kind;
      this.retryable = retryable;
    }

    Exchange.NotSent asOutcome() {
      return new Exchange.NotSent(kind, String.valueOf(getMessage()), retryable);
    }
  }

  Destination of(URI url, EgressRule rule, Duration limit) throws Refused, InterruptedException {
    var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused("Only http and https can be called, not %s".formatted(scheme));
    }
    if (url.getHost() == null || url.getRawUserInfo() != null) {
      throw refused("The address names no host, or a user");
    }
    var host = HostPattern.plain(url.getHost());
    if (!HostPattern.anyFits(rule.hosts(), host)) {
      throw refused(
          "The host %s is not one that may be called; allow it in \"egress.hosts\""
              .formatted(host));
    }
    var addresses = lookUp(host, limit);
    var allowPrivate = rule.allowPrivate() || HostPattern.anyFits(privateHosts, host);
    for (var address : addresses) {
      judge(host, address, allowPrivate);
    }
    var port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return new Destination(scheme, host, port, addresses);
  }

  private static void judge(String host, InetAddress address, boolean allowPrivate) throws Refused {
    switch (Reach.of(address)) {
      case PUBLIC -> {}
      case PRIVATE -> {
        if (!allowPrivate) {
          throw refused(
              "%s is in a private network or on this machine, which needs \"egress.allowPrivate\""
                  .formatted(host));
        }
      }
      case NEVER ->
          throw refused(
              "%s has an address that is never called: of a link, a group, a cloud's metadata or reserved"
                  .formatted(host));
    }
  }

  /** The system's own look-up cannot be interrupted, so it is left behind when time is up. */
  private List<InetAddress> lookUp(String host, Duration limit)
      throws Refused, InterruptedException {
    var lookUp = new FutureTask<>(() -> List.of(names.addressesOf(host)));
    Thread.ofVirtual().name("look-up").start(lookUp);
    try {
      return lookUp.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new Refused("dns", "The address of %s was not found in time".formatted(host), true);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnknownHostException) {
        throw new Refused("dns", "There is no host %s".formatted(host), true);
      }
      throw new IllegalStateException("Addresses cannot be looked up", failure);
    }
  }

  private static Refused refused(String message) {
    return new Refused("egress-refused", message, false);
  }
}
