package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.server.http.LedgerPosition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/** Agents: written, read, compared, watched. */
class AgentsOverHttpTest extends RunningLedger {

  private static final String AGENTS = "/api/v1/agents";

  @Nested
  class Drafting {

    @Test
    void makesTheAgentAndSaysWhereItIs() {
      var answer = post(builder(), AGENTS, doubler("made"));

      answer
          .expectStatus()
          .isCreated()
          .expectHeader()
          .valueEquals(HttpHeaders.ETAG, "\"0\"")
          .expectBody()
          .jsonPath("$.slug")
          .isEqualTo("made")
          .jsonPath("$.status")
          .isEqualTo("draft")
          .jsonPath("$.latest.number")
          .isEqualTo(1)
          .jsonPath("$.createdBy")
          .isEqualTo("ada")
          .jsonPath("$.active")
          .doesNotExist();
    }

    @Test
    void givesAnAddressThatAnswers() {
      var address =
          post(builder(), AGENTS, doubler("addressed"))
              .returnResult(String.class)
              .getResponseHeaders()
              .getLocation();

      get(builder(), address.toString())
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.slug")
          .isEqualTo("addressed");
    }

    @Test
    void tellsThePositionOfItsFactAndLessOfNone() {
      var made = positionIn(post(builder(), AGENTS, doubler("placed")));
      var other = function("placed", "module.exports = async ({ n }) => ({ twice: n * 2 });");
      var revised = positionIn(post(builder(), AGENTS, other));

      assertThat(Long.parseLong(made)).isPositive();
      assertThat(Long.parseLong(revised)).isGreaterThan(Long.parseLong(made));
      assertThat(positionIn(post(builder(), AGENTS, other))).isNull();
      assertThat(positionIn(post(builder(), AGENTS + "?dryRun=true", doubler("placed")))).isNull();
    }

    private static String positionIn(WebTestClient.ResponseSpec answer) {
      return answer.returnResult(String.class).getResponseHeaders().getFirst(LedgerPosition.HEADER);
    }

    @Test
    void ofAnotherDefinitionIsTheNextVersionAndOfTheSameIsNothing() {
      drafted(doubler("revised"));
      var other = function("revised", "module.exports = async ({ n }) => ({ twice: n * 2 });");

      var revision = post(builder(), AGENTS, other);
      revision
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals(HttpHeaders.ETAG, "\"1\"")
          .expectBody()
          .jsonPath("$.latest.number")
          .isEqualTo(2);

      post(builder(), AGENTS, other)
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals(HttpHeaders.ETAG, "\"1\"");
    }

    @Test
    void readsYaml() {
      builder()
          .post()
          .uri(AGENTS)
          .contentType(MediaType.valueOf("application/yaml"))
          .bodyValue(
              """
              slug: in-yaml
              name: In YAML
              kind: context
              inputModes: [text/plain]
              outputModes: [text/plain]
              systemPrompt: |
                You answer
                in one line.
              """)
          .exchange()
          .expectStatus()
          .isCreated()
          .expectBody()
          .jsonPath("$.definition.systemPrompt")
          .isEqualTo("You answer\nin one line.\n");
    }

    @Test
    void asADryRunRecordsNothing() {
      post(builder(), AGENTS + "?dryRun=true", doubler("imagined"))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.dryRun")
          .isEqualTo(true)
          .jsonPath("$.facts[0].contract")
          .isEqualTo("agent.drafted")
          .jsonPath("$.facts[0].payload.version.definition.slug")
          .isEqualTo("imagined");

      get(builder(), AGENTS + "/imagined").expectStatus().isNotFound();
    }

    @Test
    void onAVersionThatIsGoneIsRefused() {
      drafted(doubler("moved-on"));

      builder()
          .post()
          .uri(AGENTS)
          .header(HttpHeaders.IF_MATCH, "\"7\"")
          .bodyValue(function("moved-on", "module.exports = () => ({ twice: 0 });"))
          .exchange()
          .expectStatus()
          .isEqualTo(412)
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:version-mismatch");
    }

    @Test
    void ofTheWrongShapeIsAnsweredWithFindings() {
      post(builder(), AGENTS, Map.of("slug", "shapeless", "kind", "robot"))
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:invalid")
          .jsonPath("$.findings[?(@.pointer == '/kind')]")
          .exists()
          .jsonPath("$.findings[0].action")
          .isNotEmpty();
    }

    @Test
    void ofBrokenJsonSaysWhereItBreaks() {
      builder()
          .post()
          .uri(AGENTS)
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue("{\n  \"slug\": \"broken\",\n  \"name\" oops\n}")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:malformed-request")
          .jsonPath("$.line")
          .isEqualTo(3);
    }

    @Test
    void ofBrokenYamlSaysWhereItBreaks() {
      builder()
          .post()
          .uri(AGENTS)
          .contentType(MediaType.valueOf("application/yaml"))
          .bodyValue("slug: broken\nname: [a, b\nkind: function\n")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.line")
          .isEqualTo(3);
    }

    @Test
    void withAYamlAliasIsRefusedInsteadOfMisread() {
      builder()
          .post()
          .uri(AGENTS)
          .contentType(MediaType.valueOf("application/yaml"))
          .bodyValue("slug: &name aliased\nname: *name\nkind: function\n")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.detail")
          .isEqualTo("Aliases are not supported; write the value out");
    }

    @Test
    void needsABody() {
      builder()
          .post()
          .uri(AGENTS)
          .contentType(MediaType.APPLICATION_JSON)
          .exchange()
          .expectStatus()
          .isBadRequest();
    }

    @Test
    void inAnotherFormIsRefused() {
      builder()
          .post()
          .uri(AGENTS)
          .contentType(MediaType.APPLICATION_XML)
          .bodyValue("<agent/>")
          .exchange()
          .expectStatus()
          .isEqualTo(415);
    }

    @Test
    void needsTheRole() {
      post(as("vera", "viewer"), AGENTS, doubler("not-hers"))
          .expectStatus()
          .isForbidden()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:forbidden");
    }
  }

  @Nested
  class Patching {

    @Test
    void changesWhatItNamesAndKeepsTheRest() {
      drafted(doubler("patched"));

      patch("patched", "{\"description\":\"Doubles\",\"smokeTests\":null}")
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals(HttpHeaders.ETAG, "\"1\"")
          .expectBody()
          .jsonPath("$.description")
          .isEqualTo("Doubles")
          .jsonPath("$.definition.code")
          .isNotEmpty()
          .jsonPath("$.definition.smokeTests")
          .isEmpty();
    }

    @Test
    void neverLosesAnotherPatch() {
      drafted(doubler("contended"));

      var answers =
          Flux.range(0, 6)
              .flatMap(
                  n ->
                      builder()
                          .patch()
                          .uri(AGENTS + "/contended")
                          .contentType(MediaType.valueOf("application/merge-patch+json"))
                          .bodyValue("{\"inputSchema\":{\"properties\":{\"p%d\":{}}}}".formatted(n))
                          .exchange()
                          .returnResult(String.class)
                          .getResponseBody()
                          .then()
                          .thenReturn(n))
              .collectList()
              .block();

      assertThat(answers).hasSize(6);
      var properties =
          bodyOf(get(builder(), AGENTS + "/contended")).at("/definition/inputSchema/properties");
      assertThat(IntStream.range(0, 6).mapToObj(n -> "p" + n)).allMatch(properties::has);
    }

    @Test
    void cannotRenameTheAgent() {
      drafted(doubler("fixed"));

      patch("fixed", "{\"slug\":\"other\"}")
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.findings[0].rule")
          .isEqualTo("definition.slug-is-fixed");
      patch("fixed", "{\"kind\":\"context\",\"systemPrompt\":\"Hello\"}")
          .expectStatus()
          .isEqualTo(422);
    }

    @Test
    void ofAnOldVersionIsRefused() {
      drafted(doubler("old"));

      builder()
          .patch()
          .uri(AGENTS + "/old")
          .header(HttpHeaders.IF_MATCH, "\"3\"")
          .contentType(MediaType.valueOf("application/merge-patch+json"))
          .bodyValue("{\"description\":\"late\"}")
          .exchange()
          .expectStatus()
          .isEqualTo(412);
    }

    private WebTestClient.ResponseSpec patch(String agent, String patch) {
      return builder()
          .patch()
          .uri(AGENTS + "/" + agent)
          .contentType(MediaType.valueOf("application/merge-patch+json"))
          .bodyValue(patch)
          .exchange();
    }
  }

  @Nested
  class Reading {

    @Test
    void isNotRepeatedWhenNothingChanged() {
      drafted(doubler("unchanged"));

      builder()
          .get()
          .uri(AGENTS + "/unchanged")
          .header(HttpHeaders.IF_NONE_MATCH, "\"0\"")
          .exchange()
          .expectStatus()
          .isNotModified();
    }

    @Test
    void ofAVersionAndOfAMomentShowsWhatItWasThen() {
      drafted(doubler("historic"));
      var before = Instant.now();
      post(builder(), AGENTS, function("historic", "module.exports = () => ({ twice: 1 });"));

      get(builder(), AGENTS + "/historic?version=1")
          .expectBody()
          .jsonPath("$.definition.code")
          .isEqualTo("module.exports = async ({ n }) => ({ twice: 2 * n });");
      get(builder(), AGENTS + "/historic?asOf=" + before)
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals(HttpHeaders.ETAG, "\"0\"");
      get(builder(), AGENTS + "/historic?asOf=1999-01-01T00:00:00Z").expectStatus().isNotFound();
      get(builder(), AGENTS + "/historic?version=9").expectStatus().isNotFound();
      get(builder(), AGENTS + "/historic?asOf=yesterday")
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.parameter")
          .isEqualTo("asOf");
    }

    @Test
    void ofEventsTellsTheMomentsAsOfWhichItCanBeRead() {
      drafted(doubler("eventful"));
      post(builder(), AGENTS, function("eventful", "module.exports = () => ({ twice: 1 });"));
      var events = AGENTS + "/eventful/events";

      var first = bodyOf(get(builder(), events + "?limit=1"));
      get(builder(), events + "?after=" + first.path("next").asText())
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.items.length()")
          .isEqualTo(1)
          .jsonPath("$.items[0].contract")
          .isEqualTo("agent.revised")
          .jsonPath("$.next")
          .doesNotExist();
      var position = first.path("items").path(0).path("position").asText();
      get(builder(), AGENTS + "/eventful?asOf=" + position)
          .expectBody()
          .jsonPath("$.latest.number")
          .isEqualTo(1);
      get(builder(), AGENTS + "/uneventful/events").expectStatus().isNotFound();
    }

    @Test
    void ofVersionsListsReadsAndComparesThem() {
      drafted(doubler("versioned"));
      post(builder(), AGENTS, function("versioned", "module.exports = () => ({ twice: 1 });"));
      var versions = AGENTS + "/versioned/versions";

      get(builder(), versions)
          .expectBody()
          .jsonPath("$.items[0].number")
          .isEqualTo(2)
          .jsonPath("$.items[1].number")
          .isEqualTo(1);
      var hash = bodyOf(get(builder(), versions + "/2")).path("hash").asText();
      get(builder(), versions + "/" + hash).expectBody().jsonPath("$.number").isEqualTo(2);
      get(builder(), versions + "/1.." + hash)
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.changes[0].pointer")
          .isEqualTo("/code")
          .jsonPath("$.changes[0].kind")
          .isEqualTo("changed");
      get(builder(), versions + "/1..8").expectStatus().isNotFound();
    }

    @Test
    void ofAListFiltersAndTurnsPages() {
      List.of("page-a", "page-b", "page-c").forEach(slug -> drafted(doubler(slug)));

      var first = bodyOf(get(builder(), AGENTS + "?text=page-&kind=function&status=draft&limit=2"));
      var second =
          bodyOf(
              get(
                  builder(),
                  AGENTS
                      + "?text=page-&kind=function&status=draft&limit=2&cursor="
                      + first.path("next").asText()));

      assertThat(first.at("/items").findValuesAsText("slug")).containsExactly("page-a", "page-b");
      assertThat(first.at("/items/0").has("definition")).isFalse();
      assertThat(second.at("/items").findValuesAsText("slug")).containsExactly("page-c");
      assertThat(second.has("next")).isFalse();
    }

    @Test
    void refusesParametersItDoesNotUnderstand() {
      get(builder(), AGENTS + "?status=asleep")
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:invalid-parameter")
          .jsonPath("$.detail")
          .isEqualTo(
              "status must be one of draft, promotion-requested, approved, active, archived");
      get(builder(), AGENTS + "?limit=201")
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.detail")
          .isEqualTo("limit must be between 1 and 200");
    }
  }

  @Nested
  class Watching {

    @Test
    void theListTellsWhatIsThereWhatChangesAndWhatLeaves() {
      drafted(doubler("live-a"));

      try (var events = EventReader.of(builder().get().uri(AGENTS + "?text=live-&status=draft"))) {
        var snapshot = events.next();
        assertThat(snapshot.name()).isEqualTo("snapshot");
        assertThat(snapshot.json().at("/items").findValuesAsText("slug")).containsExactly("live-a");

        drafted(doubler("live-b"));
        var changed = events.next();
        assertThat(changed.name()).isEqualTo("changed");
        assertThat(changed.json().path("slug").asText()).isEqualTo("live-b");

        post(builder(), AGENTS + "/live-a/archive").expectStatus().isOk();
        var left = events.next();
        assertThat(left.name()).isEqualTo("left");
        assertThat(left.json().path("agentId").asText())
            .isEqualTo(snapshot.json().at("/items/0/agentId").asText());

        events.waitForComment("heartbeat");
      }
    }

    @Test
    void oneAgentTellsItAndEachChange() {
      drafted(doubler("lively"));

      try (var events = EventReader.of(builder().get().uri(AGENTS + "/lively"))) {
        assertThat(events.next().name()).isEqualTo("snapshot");

        post(builder(), AGENTS + "/lively/archive").expectStatus().isOk();
        var changed = events.next();
        assertThat(changed.name()).isEqualTo("changed");
        assertThat(changed.json().path("status").asText()).isEqualTo("archived");
      }
    }

    @Test
    void ofNothingIsNotFound() {
      builder()
          .get()
          .uri(AGENTS + "/nobody")
          .accept(MediaType.TEXT_EVENT_STREAM)
          .exchange()
          .expectStatus()
          .isNotFound()
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
  }

  @Nested
  class Judging {

    @Test
    void ofAnUnsavedDefinitionSavesNothing() {
      post(builder(), AGENTS + "/validate", doubler("judged"))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.valid")
          .isEqualTo(true)
          .jsonPath("$.dryRun.performed")
          .isEqualTo(true);
      post(builder(), AGENTS + "/smoke-run", doubler("judged"))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.passed")
          .isEqualTo(true)
          .jsonPath("$.results[0].output.twice")
          .isEqualTo(4);

      get(builder(), AGENTS + "/judged").expectStatus().isNotFound();
    }

    @Test
    void ofASavedOneTakesTheLatest() {
      drafted(function("faulty", "module.exports = ("));

      post(builder(), AGENTS + "/faulty/validate")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.valid")
          .isEqualTo(false)
          .jsonPath("$.findings[0].pointer")
          .isEqualTo("/code");
      post(builder(), AGENTS + "/faulty/smoke-run")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.passed")
          .isEqualTo(false);
    }
  }
}
