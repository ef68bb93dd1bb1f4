package dev.agentledger.saga.egress;

import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The clients: they do what they are told and nothing by themselves. */
final class HttpClients {

  /** Under which a request's context holds the mark that it has left. */
  static final String SENT = "ledger.sent";

  private static final int MOST_CONNECTIONS = 1_000;
  private static final int MOST_TO_ONE_HOST = 200;
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 200;
  private static final Timeout CONNECTING = Timeout.ofSeconds(10);
  private static final TimeValue IDLE = TimeValue.ofSeconds(30);

  private HttpClients() {}

  static CloseableHttpClient keepingConnections() {
    return builder().evictIdleConnections(IDLE).build();
  }

  static CloseableHttpClient withFreshConnections() {
    return builder().setConnectionReuseStrategy((_, _, _) -> false).build();
  }

  private static HttpClientBuilder builder() {
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_TO_ONE_HOST)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(CONNECTING)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder()
                        .http1Config(
                            Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setDnsResolver(new NoLookUp())
                .build())
        .setUserAgent("agent-ledger")
        .addExecInterceptorLast(
            "sent",
            (request, scope, chain) -> {
              if (scope.clientContext.getAttribute(SENT) instanceof AtomicBoolean sent) {
                sent.set(true);
              }
              return chain.proceed(request, scope);
            })
        .disableAutomaticRetries()
        .disableAuthCaching()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling();
  }

  /** Addresses are found and judged before; nothing may be looked up again. */
  private static final class NoLookUp extends SystemDefaultDnsResolver {

    @Override
    public java.net.InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException(host + " was not looked up before");
    }
  }
}
