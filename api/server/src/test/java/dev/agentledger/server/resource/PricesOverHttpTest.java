package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.money.PriceQuote;
import dev.agentledger.saga.money.Prices;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Prices as people set them and as workers learn them. */
class PricesOverHttpTest extends RunningLedger {

  private static final String PRICES = "/api/v1/prices";

  @Autowired private Prices prices;

  @Test
  void isReadAmendedAndKeptInAllItsVersions() {
    var first = bodyOf(get(as("vera", "viewer"), PRICES).expectStatus().isOk());
    var version = first.path("version").asInt();

    var dry = bodyOf(put(admin(), PRICES + "?dryRun=true", book("gpt-dry", "1.25"), null));
    assertThat(dry.at("/facts/0/contract").asText()).startsWith("price.book-a");
    var amended =
        bodyOf(
            put(admin(), PRICES, book("gpt-5", "1.25"), null)
                .expectStatus()
                .isOk()
                .expectHeader()
                .exists(HttpHeaders.ETAG));
    assertThat(amended.path("version").asInt()).isEqualTo(version + 1);
    assertThat(amended.at("/entries/0/input").asText()).isEqualTo("1.25");
    assertThat(amended.at("/entries/0").has("cacheRead")).isFalse();
    assertThat(amended.path("amendedBy").asText()).isEqualTo("admin");

    put(admin(), PRICES, book("gpt-5", "2"), null).expectStatus().isOk();
    assertThat(
            bodyOf(get(admin(), PRICES + "?version=" + (version + 1)))
                .at("/entries/0/input")
                .asText())
        .isEqualTo("1.25");
    assertThat(bodyOf(get(admin(), PRICES)).at("/entries/0/input").asText()).isEqualTo("2.00");
    assertThat(bodyOf(get(admin(), PRICES + "?version=0")).at("/entries/0/provider").asText())
        .isEqualTo("rehearsal");
    get(admin(), PRICES + "?version=999").expectStatus().isNotFound();
  }

  @Test
  void isAmendedByAdministratorsUnderTheVersionTheyRead() {
    put(admin(), PRICES, book("gpt-5", "3"), null).expectStatus().isOk();
    var tag = get(admin(), PRICES).returnResult(String.class).getResponseHeaders().getETag();

    put(builder(), PRICES, book("gpt-5", "4"), tag).expectStatus().isForbidden();
    put(admin(), PRICES, book("gpt-5", "4"), "\"999\"").expectStatus().isEqualTo(412);
    put(admin(), PRICES, book("gpt-5", "4"), tag).expectStatus().isOk();
    put(admin(), PRICES, book("gpt-5", "5"), tag).expectStatus().isEqualTo(412);
  }

  @Test
  void saysWhatIsWrongWithIt() {
    problem(put(admin(), PRICES, book("g*t", "1"), null), 422, "invalid");
    problem(put(admin(), PRICES, book("gpt", "-1"), null), 422, "invalid");
    var finer = problem(put(admin(), PRICES, book("gpt", "0.0000001"), null), 400, null);
    assertThat(finer.path("pointer").asText()).isEqualTo("/entries/0/input");
    assertThat(finer.path("detail").asText()).contains("at most six decimals");
    problem(put(admin(), PRICES, Map.of("entries", List.of()), null), 400, null);
    var withNull = new HashMap<String, Object>(Map.of("unknown", "refuse"));
    withNull.put("entries", Collections.singletonList(null));
    problem(put(admin(), PRICES, withNull, null), 422, "invalid");
  }

  @Test
  void countsForTheNextCallAtOnce() {
    for (var rate = 1; rate <= 5; rate++) {
      put(admin(), PRICES, book("gpt-*", Integer.toString(rate)), null).expectStatus().isOk();

      assertThat(prices.quote("default", "openai", "gpt-5"))
          .isInstanceOf(PriceQuote.Known.class)
          .extracting(quote -> costOfAMillion((PriceQuote.Known) quote))
          .isEqualTo(rate * 1_000_000L);
    }
    assertThat(prices.quote("default", "elsewhere", "gpt-5"))
        .isInstanceOf(PriceQuote.UnknownRefused.class);
  }

  private static long costOfAMillion(PriceQuote.Known quote) {
    return quote.rates().costMicros(new TokenUsage(1_000_000, 0, 0, 0, 0));
  }

  private static Map<String, Object> book(String model, String input) {
    return Map.of(
        "entries",
        List.of(
            Map.of("provider", "openai", "model", model, "input", input, "output", "10"),
            Map.of("provider", "rehearsal", "model", "*", "input", "0", "output", "0")),
        "unknown",
        "refuse");
  }

  private static JsonNode problem(ResponseSpec answer, int status, @Nullable String type) {
    var body = bodyOf(answer.expectStatus().isEqualTo(status));
    if (type != null) {
      assertThat(body.path("type").asText()).isEqualTo("urn:agent-ledger:problem:" + type);
    }
    return body;
  }

  private static ResponseSpec put(
      WebTestClient client, String address, Map<String, ?> body, @Nullable String tag) {
    var request = client.put().uri(address).contentType(MediaType.APPLICATION_JSON);
    return (tag == null ? request : request.header(HttpHeaders.IF_MATCH, tag))
        .bodyValue(body)
        .exchange();
  }
}
