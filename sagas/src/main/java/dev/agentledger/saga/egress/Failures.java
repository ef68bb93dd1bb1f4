package dev.agentledger.saga.egress;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** What went wrong, in words that hold nothing of the request. */
final class Failures {

  private Failures() {}

  static boolean isTimeOut(Exception failure) {
    return failure instanceof SocketTimeoutException
        || failure instanceof ConnectTimeoutException
        || failure instanceof ConnectionRequestTimeoutException;
  }

  static Exchange.NotSent notSent(Exception failure, String host, boolean late) {
    if (late) {
      return new Exchange.NotSent(
          "connect-timeout", "%s could not be reached in time".formatted(host), true);
    }
    return switch (failure) {
      case ConnectException _, NoRouteToHostException _ ->
          new Exchange.NotSent(
              "connect-refused", "%s does not take the connection".formatted(host), true);
      case SSLException _ ->
          new Exchange.NotSent(
              "tls",
              "%s does not prove who it is, or speaks no common version of TLS".formatted(host),
              false);
      default ->
          new Exchange.NotSent(
              "connect-failed", "The connection to %s could not be made".formatted(host), true);
    };
  }
}
