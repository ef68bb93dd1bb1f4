package dev.agentledger.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpHeaders.CACHE_CONTROL;
import static org.springframework.http.HttpHeaders.CONTENT_ENCODING;

import dev.agentledger.server.edge.Edge;
import dev.agentledger.server.edge.RunningEdge;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The program serves its console to everybody, and nothing in its place. */
@RunningEdge
class ConsoleOverHttpTest {

  private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

  @LocalServerPort int port;

  private Edge edge;
  private WebTestClient client;

  @BeforeEach
  void comeIn() {
    edge = new Edge(port);
    client = edge.anonymous();
  }

  @Nested
  class ThePage {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/",
          "/index.html",
          "/agents",
          "/runs/abc?tab=steps",
          "/settings/keys",
          "/models/gpt-5.4"
        })
    void isAtEveryAddressOfTheConsole(String address) {
      get(address)
          .expectStatus()
          .isOk()
          .expectHeader()
          .contentTypeCompatibleWith(MediaType.TEXT_HTML)
          .expectHeader()
          .valueEquals(CACHE_CONTROL, "no-cache")
          .expectBody(String.class)
          .value(page -> assertThat(page).containsPattern(SCRIPT));
    }

    @Test
    void isNotSentAgainWhileItIsTheSame() {
      var tag = get("/agents").returnResult(String.class).getResponseHeaders().getETag();

      client
          .get()
          .uri("/runs")
          .header(HttpHeaders.IF_NONE_MATCH, Objects.requireNonNull(tag))
          .exchange()
          .expectStatus()
          .isNotModified()
          .expectBody()
          .isEmpty();
    }

    @Test
    void isDescribedWithoutBeingSent() {
      client
          .head()
          .uri("/agents")
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .exists(HttpHeaders.ETAG)
          .expectBody()
          .isEmpty();
    }

    @Test
    void loadsNothingFromElsewhereAndIsFramedByNobody() {
      get("/agents")
          .expectHeader()
          .valueEquals(
              "Content-Security-Policy",
              "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src"
                  + " 'self' data:; font-src 'self'; connect-src 'self' ws: wss:; object-src"
                  + " 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
          .expectHeader()
          .valueEquals("Referrer-Policy", "no-referrer")
          .expectHeader()
          .valueEquals("X-Content-Type-Options", "nosniff")
          .expectHeader()
          .valueMatches("Permissions-Policy", ".*camera=\\(\\).*");
    }

    @Test
    void isOnlyRead() {
      problem(client.post().uri("/agents").exchange(), 401);
    }
  }

  @Nested
  class AFile {

    @Test
    void underAssetsIsKeptForEver() {
      get(script())
          .expectStatus()
          .isOk()
          .expectHeader()
          .contentTypeCompatibleWith("text/javascript")
          .expectHeader()
          .valueEquals(CACHE_CONTROL, "max-age=31536000, public, immutable");
      client.head().uri(script()).exchange().expectStatus().isOk().expectBody().isEmpty();
    }

    @Test
    void besideThePageIsAskedForAnew() {
      get("/favicon.svg")
          .expectStatus()
          .isOk()
          .expectHeader()
          .contentType("image/svg+xml")
          .expectHeader()
          .valueEquals(CACHE_CONTROL, "no-cache");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/assets/nothing.js",
          "/assets/nothing",
          "/assets",
          "/nothing.txt",
          "/runs/nothing.js",
          "/webjars/nothing",
          "/v3/nothing"
        })
    void thatIsNotThereIsNotFound(String address) {
      problem(get(address), 404).expectHeader().valueMatches(CACHE_CONTROL, ".*no-store.*");
    }
  }

  @Nested
  class WhatIsSentCompressed {

    @Test
    void areAnswers() throws Exception {
      assertThat(encodingOf("/v3/api-docs", "*/*")).contains("gzip");
    }

    @Test
    void areFiles() throws Exception {
      assertThat(encodingOf(script(), "*/*")).contains("gzip");
    }

    @Test
    void areNoStreams() throws Exception {
      assertThat(encodingOf("/api/v1/agents", MediaType.TEXT_EVENT_STREAM_VALUE)).isEmpty();
    }

    /** Asked by a client that does not decompress by itself. */
    private Optional<String> encodingOf(String address, String form) throws Exception {
      try (var http = HttpClient.newHttpClient()) {
        var request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
                .header(HttpHeaders.ACCEPT, form)
                .header(HttpHeaders.ACCEPT_ENCODING, "gzip")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + RunningEdge.ADMINISTRATOR)
                .build();
        var answer = http.send(request, BodyHandlers.ofInputStream());
        answer.body().close();
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue(CONTENT_ENCODING);
      }
    }
  }

  @Nested
  class TheInterface {

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/v1/nothing", "/v1/nothing", "/actuator/nothing"})
    void isStillForHoldersOfAKeyAndSaysWhatIsNotThere(String address) {
      client.get().uri(address).exchange().expectStatus().isUnauthorized();
      edge.administrator()
          .get()
          .uri(address)
          .accept(MediaType.APPLICATION_JSON)
          .exchange()
          .expectStatus()
          .isNotFound()
          .expectHeader()
          .contentType(
              address.startsWith("/v1/")
                  ? MediaType.APPLICATION_JSON
                  : MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void isStillDescribed() {
      get("/swagger-ui.html").expectStatus().is3xxRedirection();
      get("/swagger-ui/index.html").expectStatus().isOk();
    }
  }

  private String script() {
    var page = get("/").expectBody(String.class).returnResult().getResponseBody();
    var script = SCRIPT.matcher(Objects.requireNonNull(page));
    assertThat(script.find()).isTrue();
    return script.group(1);
  }

  private ResponseSpec get(String address) {
    return client.get().uri(address).exchange();
  }

  private static ResponseSpec problem(ResponseSpec answer, int status) {
    return answer
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }
}
