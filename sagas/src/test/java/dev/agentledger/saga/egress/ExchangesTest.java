package dev.agentledger.saga.egress;

import static dev.agentledger.saga.egress.LocalServer.answer;
import static dev.agentledger.saga.egress.LocalServer.json;
import static dev.agentledger.saga.egress.LocalServer.redirect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server; nothing is assumed about the client. */
@Timeout(30)
class ExchangesTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final EgressRule LOCAL =
      new EgressRule(List.of("127.0.0.1", "localhost"), true, 10_000);

  private final LocalServer server = LocalServer.start();
  private final Exchanges exchanges = new Exchanges(InetAddress::getAllByName, List.of());

  @AfterEach
  void stop() throws IOException {
    server.close();
    exchanges.close();
  }

  private Exchange get(String path) throws InterruptedException {
    return get(path, LOCAL);
  }

  private Exchange get(String path, EgressRule rule) throws InterruptedException {
    return exchanges.exchange(request("GET", server.url(path)), rule, true, LIMIT);
  }

  private static Outbound request(String method, String url) {
    return new Outbound(method, URI.create(url), Map.of(), null, ShownSecrets.NONE);
  }

  @Nested
  class AnAnswer {

    @Test
    void isReadWithItsFormAndWhenToComeAgain() throws Exception {
      server.at(
          "/busy",
          answer(429, "application/json", "{}".getBytes(UTF_8), Map.of("Retry-After", "7")));

      assertThat(get("/busy"))
          .isInstanceOfSatisfying(
              Exchange.Answered.class,
              answered -> {
                assertThat(answered.status()).isEqualTo(429);
                assertThat(answered.retryAfterMillis()).isEqualTo(7_000);
                assertThat(answered.contentType()).isEqualTo("application/json");
              });
    }

    @Test
    void thatIsTooLargeIsCutOff() throws Exception {
      server.at("/huge", answer(200, "text/plain", new byte[10_001], Map.of()));

      assertThat(get("/huge"))
          .isEqualTo(
              new Exchange.Unreadable(
                  200,
                  "response-too-large",
                  "The answer has more than the 10,000 bytes that may come"));
    }

    @Test
    void thatNeverEndsIsCutOff() throws Exception {
      var written = new AtomicInteger();
      server.at(
          "/endless",
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (written.addAndGet(1_000) < 100_000_000) {
              exchange.getResponseBody().write(new byte[1_000]);
            }
          });

      assertThat(get("/endless")).isInstanceOf(Exchange.Unreadable.class);
      assertThat(written.get()).isLessThan(100_000_000);
    }

    @Test
    void thatInflatesToTooMuchIsCutOff() throws Exception {
      var bomb = gzip(new byte[50_000_000]);
      server.at("/bomb", answer(200, "application/json", bomb, Map.of("Content-Encoding", "gzip")));

      assertThat(get("/bomb", new EgressRule(List.of("127.0.0.1"), true, 100_000)))
          .isInstanceOfSatisfying(
              Exchange.Unreadable.class,
              unreadable -> assertThat(unreadable.kind()).isEqualTo("response-too-large"));
    }

    @Test
    void inGzipIsInflated() throws Exception {
      server.at(
          "/gzip",
          answer(
              200,
              "text/plain",
              gzip("hello".getBytes(UTF_8)),
              Map.of("Content-Encoding", "gzip")));

      assertThat(((Exchange.Answered) get("/gzip")).body()).asString(UTF_8).isEqualTo("hello");
    }

    @Test
    void thatIsNotTheGzipItSaysIsUnreadable() throws Exception {
      server.at(
          "/fake",
          answer(200, "text/plain", "hello".getBytes(UTF_8), Map.of("Content-Encoding", "gzip")));

      assertThat(((Exchange.Unreadable) get("/fake")).kind()).isEqualTo("response-unreadable");
    }
  }

  @Nested
  class ARequestThatLeft {

    @Test
    void andIsNotAnsweredInTimeIsLost() throws Exception {
      var over = new CountDownLatch(1);
      server.at("/slow", _ -> await(over));

      assertThat(
              exchanges.exchange(
                  request("POST", server.url("/slow")), LOCAL, false, Duration.ofMillis(300)))
          .isEqualTo(new Exchange.Lost("timeout", "127.0.0.1 did not answer in time"));
      over.countDown();
    }

    @Test
    void andDripsItsAnswerIsLostWhenTimeIsUp() throws Exception {
      var over = new CountDownLatch(1);
      server.at(
          "/drip",
          exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await(over);
          });

      var begun = System.nanoTime();
      assertThat(
              exchanges.exchange(
                  request("GET", server.url("/drip")), LOCAL, true, Duration.ofMillis(500)))
          .isInstanceOf(Exchange.Lost.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
      over.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "garbage\r\n"})
    void andIsCutOffOrAnsweredWithGarbageIsLost(String said) throws Exception {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var connection = socket.accept()) {
                    connection.getInputStream().read(new byte[1_000]);
                    connection.getOutputStream().write(said.getBytes(UTF_8));
                  } catch (IOException _) {
                    // The test is over.
                  }
                });

        assertThat(
                exchanges.exchange(
                    request("POST", "http://127.0.0.1:" + socket.getLocalPort() + "/"),
                    LOCAL,
                    false,
                    LIMIT))
            .isInstanceOf(Exchange.Lost.class);
      }
    }

    @Test
    void endsWithItsThread() throws Exception {
      var over = new CountDownLatch(1);
      var arrived = new CountDownLatch(1);
      server.at(
          "/patient",
          _ -> {
            arrived.countDown();
            await(over);
          });
      var failure = new AtomicReference<Throwable>();
      var caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      get("/patient");
                    } catch (Throwable thrown) {
                      failure.set(thrown);
                    }
                  });
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

      caller.interrupt();

      assertThat(caller.join(LIMIT)).isTrue();
      assertThat(failure.get()).isInstanceOf(InterruptedException.class);
      over.countDown();
    }
  }

  @Nested
  class ARequestThatDidNotLeave {

    @Test
    void sinceNobodyListensIsNotSent() throws Exception {
      int port;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }

      assertThat(
              exchanges.exchange(
                  request("POST", "http://127.0.0.1:" + port + "/"), LOCAL, false, LIMIT))
          .isEqualTo(
              new Exchange.NotSent(
                  "connect-refused", "127.0.0.1 does not take the connection", true));
    }

    @Test
    void sinceThereIsNoSuchHostIsNotSent() throws Exception {
      assertThat(
              exchanges.exchange(
                  request("GET", "http://nowhere.invalid/"),
                  new EgressRule(List.of("nowhere.invalid"), true, 1_000),
                  true,
                  LIMIT))
          .isEqualTo(new Exchange.NotSent("dns", "There is no host nowhere.invalid", true));
    }

    @Test
    void toAHostThatIsNotAllowedIsRefused() throws Exception {
      assertThat(get("/", new EgressRule(List.of("example.com"), true, 1_000)))
          .isEqualTo(
              new Exchange.NotSent(
                  "egress-refused",
                  "The host 127.0.0.1 is not one that may be called; allow it in \"egress.hosts\"",
                  false));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "127.0.0.1",
          "2130706433",
          "10.1.2.3",
          "192.168.0.1",
          "172.31.0.1",
          "100.64.0.1",
          "[::1]",
          "[::ffff:127.0.0.1]",
          "[fd12::1]",
          "[64:ff9b::7f00:1]",
          "[2002:7f00:1::]"
        })
    void toAPrivateAddressIsRefused(String host) throws Exception {
      assertThat(refusalOf(host, false)).contains("needs \"egress.allowPrivate\"");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "169.254.169.254",
          "[fe80::1]",
          "[fd00:ec2::254]",
          "224.0.0.1",
          "0.0.0.0",
          "[::]",
          "[ff02::1]",
          "100.100.100.200",
          "255.255.255.255",
          "[::ffff:169.254.169.254]"
        })
    void toAnAddressThatIsNeverCalledIsRefusedWhateverIsAllowed(String host) throws Exception {
      assertThat(refusalOf(host, true)).contains("an address that is never called");
    }

    private String refusalOf(String host, boolean allowPrivate) throws InterruptedException {
      var exchange =
          exchanges.exchange(
              request("GET", "http://" + host + "/"),
              new EgressRule(List.of(HostPattern.plain(host)), allowPrivate, 1_000),
              true,
              LIMIT);
      assertThat(exchange).isInstanceOf(Exchange.NotSent.class);
      return ((Exchange.NotSent) exchange).message();
    }

    @Test
    void toANameThatPointsInsideIsRefused() throws Exception {
      try (var rebinding = new Exchanges(_ -> addresses("93.184.215.14", "127.0.0.1"), List.of())) {
        assertThat(
                rebinding.exchange(
                    request("GET", "http://innocent.example/"),
                    new EgressRule(List.of("innocent.example"), false, 1_000),
                    true,
                    LIMIT))
            .isInstanceOfSatisfying(
                Exchange.NotSent.class,
                refused -> assertThat(refused.kind()).isEqualTo("egress-refused"));
      }
    }
  }

  @Test
  void theAddressThatWasJudgedIsTheOneThatIsCalled() throws Exception {
    server.at("/", json(200, "{}"));
    var looks = new AtomicInteger();
    try (var changing =
        new Exchanges(
            _ -> addresses(looks.incrementAndGet() == 1 ? "127.0.0.1" : "203.0.113.1"),
            List.of())) {
      var exchange =
          changing.exchange(
              request("GET", "http://changing.example:" + server.port() + "/"),
              new EgressRule(List.of("changing.example"), true, 1_000),
              true,
              LIMIT);

      assertThat(exchange).isInstanceOf(Exchange.Answered.class);
      assertThat(looks).hasValue(1);
      assertThat(server.received().getFirst().header("Host"))
          .isEqualTo("changing.example:" + server.port());
    }
  }

  @Test
  void theOperatorsOwnHostsMayBeCalledWhereverTheyAre() throws Exception {
    server.at("/", json(200, "{}"));
    try (var own = Exchanges.reaching(List.of("127.0.0.1"))) {
      assertThat(
              own.exchange(
                  request("GET", server.url("/")),
                  new EgressRule(List.of("127.0.0.1"), false, 1_000),
                  true,
                  LIMIT))
          .isInstanceOf(Exchange.Answered.class);
    }
  }

  @Nested
  class ARedirect {

    @Test
    void isFollowedWithTheCredentialOnTheSameHost() throws Exception {
      server.at("/from", redirect(302, "/to")).at("/to", json(200, "{}"));

      assertThat(sent("GET", "/from", true)).isInstanceOf(Exchange.Answered.class);
      assertThat(server.received().getLast().header("X-Key")).isEqualTo("canary-secret");
    }

    @Test
    void toAnotherHostLosesTheCredential() throws Exception {
      try (var other = LocalServer.start()) {
        other.at("/to", json(200, "{}"));
        server.at("/from", redirect(302, "http://localhost:" + other.port() + "/to"));

        assertThat(sent("GET", "/from", true)).isInstanceOf(Exchange.Answered.class);
        assertThat(other.received().getFirst().header("X-Key")).isNull();
      }
    }

    @Test
    void intoThePrivateNetworkIsRefused() throws Exception {
      server.at("/from", redirect(302, "http://10.0.0.1/"));
      try (var own = Exchanges.reaching(List.of("127.0.0.1"))) {
        assertThat(
                own.exchange(
                    request("GET", server.url("/from")),
                    new EgressRule(List.of("127.0.0.1", "10.0.0.1"), false, 1_000),
                    true,
                    LIMIT))
            .isInstanceOfSatisfying(
                Exchange.NotSent.class,
                refused -> assertThat(refused.kind()).isEqualTo("egress-refused"));
      }
    }

    @Test
    void inACircleEnds() throws Exception {
      server.at("/round", redirect(302, "/round"));

      assertThat(get("/round"))
          .isEqualTo(
              new Exchange.Unreadable(
                  302, "redirect-refused", "The request was sent on more than 5 times"));
      assertThat(server.received()).hasSize(6);
    }

    @Test
    void ofAPostIsNotFollowedUnlessItSaysWhereTheResultIs() throws Exception {
      server
          .at("/moved", redirect(302, "/to"))
          .at("/done", redirect(303, "/to"))
          .at("/to", json(200, "{}"));

      assertThat(sent("POST", "/moved", false)).isInstanceOf(Exchange.Unreadable.class);
      assertThat(sent("POST", "/done", false)).isInstanceOf(Exchange.Answered.class);
      assertThat(server.received().getLast().method()).isEqualTo("GET");
    }

    private Exchange sent(String method, String path, boolean repeatable)
        throws InterruptedException {
      var shown =
          new ShownSecrets(
              Map.of("X-Key", "canary-secret"), Map.of(), List.of(), Set.of("canary-secret"));
      return exchanges.exchange(
          new Outbound(method, URI.create(server.url(path)), Map.of(), null, shown),
          LOCAL,
          repeatable,
          LIMIT);
    }
  }

  @Test
  void aSecretIsHiddenHoweverItIsWritten() {
    var shown =
        new ShownSecrets(Map.of(), Map.of(), List.of(), Set.of("a\"b/c d+e", "canary-secret"));

    assertThat(shown.hiddenIn("x a\"b/c d+e y a\\\"b/c d+e z a%22b%2Fc+d%2Be, canary-secret!"))
        .isEqualTo("x *** y *** z ***, ***!");
    assertThat(shown.toString()).doesNotContain("canary");
  }

  @Test
  void aCredentialIsShownToItsHostsOnly() throws Exception {
    var shown =
        new ShownSecrets(
            Map.of("X-Key", "canary-secret"), Map.of(), List.of("example.com"), Set.of());

    var exchange =
        exchanges.exchange(
            new Outbound("GET", URI.create(server.url("/")), Map.of(), null, shown),
            LOCAL,
            true,
            LIMIT);

    assertThat(exchange)
        .isEqualTo(
            new Exchange.NotSent(
                "egress-refused", "The credential may not be shown to 127.0.0.1", false));
    assertThat(server.received()).isEmpty();
  }

  private static InetAddress[] addresses(String... texts) {
    return java.util.Arrays.stream(texts)
        .map(
            text -> {
              try {
                return InetAddress.getByName(text);
              } catch (java.net.UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
              }
            })
        .toArray(InetAddress[]::new);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
