package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The way of an agent into service: requirements, promotion, approval, and back. */
class LifecycleOverHttpTest extends RunningLedger {

  private static final String AGENTS = "/api/v1/agents";
  private static final String APPROVALS = "/api/v1/approvals";

  @Nested
  class Promoting {

    @Test
    void bringsAHarmlessFunctionIntoServiceByItself() {
      drafted(doubler("harmless"));

      post(builder(), AGENTS + "/harmless/promote")
          .expectStatus()
          .isAccepted()
          .expectHeader()
          .exists(HttpHeaders.ETAG)
          .expectBody()
          .jsonPath("$.slug")
          .isEqualTo("harmless");

      awaitStatus("harmless", "active");
      post(builder(), AGENTS + "/harmless/demote")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.status")
          .isEqualTo("draft");
    }

    @Test
    void saysBeforehandWhatItTakes() {
      drafted(caller("needy"));

      get(as("vera", "viewer"), AGENTS + "/needy/promotion-requirements")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.requestable")
          .isEqualTo(true)
          .jsonPath("$.requirement.automatic")
          .isEqualTo(false)
          .jsonPath("$.requirement.reasons[0]")
          .isEqualTo("The code mentions 'http', so it may call out")
          .jsonPath("$.requirement.approval.expireAfter")
          .isEqualTo("PT72H")
          .jsonPath("$.policyVersion")
          .isNumber();
    }

    @Test
    void isRefusedWithTheFindingsThatStandInTheWay() {
      drafted(function("unfit", "module.exports = ("));

      post(builder(), AGENTS + "/unfit/promote")
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.findings[0].pointer")
          .isEqualTo("/code");
    }

    @Test
    void asADryRunRecordsNothing() {
      drafted(doubler("dry"));

      post(builder(), AGENTS + "/dry/promote?dryRun=true")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.facts[0].contract")
          .isEqualTo("agent.promotion-requested");
      get(builder(), AGENTS + "/dry").expectHeader().valueEquals(HttpHeaders.ETAG, "\"0\"");
    }

    @Test
    void canBeTakenBack() {
      drafted(caller("regretted"));
      var approval = promoted("regretted");

      post(builder(), AGENTS + "/regretted/promotion/withdraw", Map.of("reason", "Too early"))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.candidate.status")
          .isEqualTo("draft");

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(
                          bodyOf(get(builder(), APPROVALS + "/" + id(approval)))
                              .path("status")
                              .asText())
                      .isEqualTo("withdrawn"));
      post(builder(), AGENTS + "/regretted/promotion/withdraw")
          .expectStatus()
          .isEqualTo(409)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:wrong-state");
    }
  }

  @Nested
  class Approving {

    @Test
    void bySomeoneElseBringsTheVersionIntoService() {
      drafted(caller("approved"));
      var approval = promoted("approved");

      post(builder(), APPROVALS + "/" + id(approval) + "/approve")
          .expectStatus()
          .isForbidden()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:not-allowed");
      post(
              approver(),
              APPROVALS + "/" + id(approval) + "/approve",
              Map.of("comment", "Looks fine", "hash", approval.at("/subject/hash").asText()))
          .expectStatus()
          .isOk()
          .expectHeader()
          .exists(HttpHeaders.ETAG)
          .expectBody()
          .jsonPath("$.votes[0].by")
          .isEqualTo("grace")
          .jsonPath("$.votes[0].comment")
          .isEqualTo("Looks fine");

      awaitStatus("approved", "active");
    }

    @Test
    void ofWhatTheApproverDidNotSeeIsStaleWithTheDifference() {
      drafted(caller("shifted"));
      var approval = promoted("shifted");
      var seen = approval.at("/subject/hash").asText();
      post(builder(), AGENTS, function("shifted", "module.exports = () => ({ twice: 1 }); //http"));

      var refusal =
          bodyOf(
              post(
                      approver(),
                      APPROVALS + "/" + id(approval) + "/approve",
                      Map.of("comment", "As I saw it"))
                  .expectStatus()
                  .isEqualTo(409));

      assertThat(refusal.path("type").asText()).isEqualTo("urn:agent-ledger:problem:stale");
      assertThat(refusal.at("/expected/hash").asText()).isEqualTo(seen);
      assertThat(refusal.at("/actual/hash").asText()).isNotEqualTo(seen).startsWith("sha256:");
      assertThat(refusal.at("/difference/changes").findValuesAsText("pointer"))
          .containsExactly("/code");
    }

    @Test
    void onAnotherHashThanTheCurrentIsStale() {
      drafted(caller("mistaken"));
      var approval = promoted("mistaken");

      post(
              approver(),
              APPROVALS + "/" + id(approval) + "/approve",
              Map.of("hash", "sha256:something-else"))
          .expectStatus()
          .isEqualTo(409)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:stale");
    }

    @Test
    void asADryRunRecordsNothing() {
      drafted(caller("rehearsed"));
      var approval = promoted("rehearsed");

      post(approver(), APPROVALS + "/" + id(approval) + "/approve?dryRun=true")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.facts[0].contract")
          .isEqualTo("approval.granted");
      get(approver(), APPROVALS + "/" + id(approval))
          .expectBody()
          .jsonPath("$.status")
          .isEqualTo("pending");
    }

    @Test
    void rejectingNeedsAComment() {
      drafted(caller("rejected"));
      var approval = promoted("rejected");

      post(approver(), APPROVALS + "/" + id(approval) + "/reject").expectStatus().isEqualTo(422);
      post(approver(), APPROVALS + "/" + id(approval) + "/reject", Map.of("comment", "No tests"))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.status")
          .isEqualTo("rejected");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(
                          bodyOf(get(builder(), AGENTS + "/rejected"))
                              .at("/candidate/lastRejection")
                              .asText())
                      .contains("No tests"));
    }

    @Test
    void isWithdrawnByWhoeverAsked() {
      drafted(caller("taken-back"));
      var approval = promoted("taken-back");

      post(approver(), APPROVALS + "/" + id(approval) + "/withdraw").expectStatus().isForbidden();
      post(builder(), APPROVALS + "/" + id(approval) + "/withdraw", Map.of("reason", "Later"))
          .expectStatus()
          .is2xxSuccessful()
          .expectHeader()
          .exists(HttpHeaders.ETAG);
    }
  }

  @Nested
  class TheQueue {

    @Test
    void showsWhatWaitsForWhom() {
      drafted(caller("queued"));
      var approval = promoted("queued");

      assertThat(
              bodyOf(get(approver(), APPROVALS + "?mine=true&subject=queued"))
                  .at("/items")
                  .findValuesAsText("approvalId"))
          .containsExactly(id(approval));
      assertThat(bodyOf(get(builder(), APPROVALS + "?mine=true&subject=queued")).path("items"))
          .isEmpty();
      get(approver(), APPROVALS + "/apr_unknown")
          .expectStatus()
          .isNotFound()
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void tellsWhatComesAndWhatIsDone() {
      drafted(caller("followed"));

      try (var events =
          EventReader.of(approver().get().uri(APPROVALS + "?status=pending&subject=followed"))) {
        var snapshot = events.next();
        assertThat(snapshot.name()).isEqualTo("snapshot");
        assertThat(snapshot.json().path("items")).isEmpty();

        var approval = promoted("followed");
        assertThat(events.next().json().path("approvalId").asText()).isEqualTo(id(approval));

        post(approver(), APPROVALS + "/" + id(approval) + "/approve").expectStatus().isOk();
        var last = events.next();
        while (!"left".equals(last.name())) {
          assertThat(last.name()).isEqualTo("changed");
          last = events.next();
        }
        assertThat(last.json().path("approvalId").asText()).isEqualTo(id(approval));
      }
    }

    @Test
    void tellsWhatBecomesOfOneApproval() {
      drafted(caller("watched"));
      var approval = promoted("watched");

      try (var events = EventReader.of(builder().get().uri(APPROVALS + "/" + id(approval)))) {
        var snapshot = events.next();
        assertThat(snapshot.name()).isEqualTo("snapshot");
        assertThat(snapshot.json().path("status").asText()).isEqualTo("pending");

        post(approver(), APPROVALS + "/" + id(approval) + "/approve").expectStatus().isOk();

        var changed = events.next();
        while (changed.json().path("status").asText().equals("pending")) {
          changed = events.next();
        }
        assertThat(changed.name()).isEqualTo("changed");
        assertThat(changed.json().at("/votes/0/by").asText()).isEqualTo("grace");
      }
    }
  }

  @Nested
  class ThePolicy {

    private static final String POLICY = "/api/v1/policies/promotion";

    @Test
    void isAmendedByAdministratorsUnderTheVersionTheyRead() {
      var read = get(as("vera", "viewer"), POLICY).expectStatus().isOk();
      var tag = read.returnResult(String.class).getResponseHeaders().getETag();
      var policy =
          Map.of(
              "automaticKinds", List.of("context", "function"),
              "functionCodeLimit", 4000,
              "networkWords", List.of("fetch", "axios", "http"),
              "approval",
                  Map.of(
                      "approvals", 1,
                      "role", "approver",
                      "remindAfter", "P1D",
                      "escalateAfter", "P2D",
                      "expireAfter", "P3D"),
              "reason", "Shorter is safer");

      put(builder(), policy, tag).expectStatus().isForbidden();
      put(admin(), policy, "\"99\"").expectStatus().isEqualTo(412);
      put(admin(), policy, tag)
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.policy.functionCodeLimit")
          .isEqualTo(4000)
          .jsonPath("$.reason")
          .isEqualTo("Shorter is safer");
    }

    @Test
    void cannotContradictItself() {
      var policy =
          Map.of(
              "automaticKinds", List.of(),
              "functionCodeLimit", 4000,
              "networkWords", List.of(),
              "approval",
                  Map.of(
                      "approvals", 1,
                      "role", "approver",
                      "remindAfter", "P9D",
                      "escalateAfter", "P2D",
                      "expireAfter", "P3D"));

      put(admin(), policy, null)
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.detail")
          .isEqualTo("A reminder comes first, then the escalation, then the expiry");
    }

    @Test
    void mustBeWholeAndHoldNothingElse() {
      put(admin(), Map.of("functionCodeLimit", 10), null)
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.pointer")
          .isEqualTo("/automaticKinds")
          .jsonPath("$.detail")
          .isEqualTo("automaticKinds is required");
      put(
              admin(),
              Map.of(
                  "automaticKinds", List.of(),
                  "functionCodeLimit", 1,
                  "networkWords", List.of(),
                  "approval",
                      Map.of(
                          "approvals", 1,
                          "role", "approver",
                          "remindAfter", "P1D",
                          "escalateAfter", "P2D",
                          "expireAfter", "P3D",
                          "colour", "red")),
              null)
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.pointer")
          .isEqualTo("/approval/colour");
    }

    private WebTestClient.ResponseSpec put(
        WebTestClient client, Map<String, ?> policy, @Nullable String tag) {
      var request = client.put().uri(POLICY).contentType(MediaType.APPLICATION_JSON);
      return (tag == null ? request : request.header(HttpHeaders.IF_MATCH, tag))
          .bodyValue(policy)
          .exchange();
    }
  }

  private JsonNode promoted(String slug) {
    post(builder(), AGENTS + "/" + slug + "/promote").expectStatus().isAccepted();
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                bodyOf(get(builder(), APPROVALS + "?status=pending&subject=" + slug))
                    .at("/items/0"),
            approval -> !approval.isMissingNode());
  }

  private static String id(JsonNode approval) {
    return approval.path("approvalId").asText();
  }

  private void awaitStatus(String slug, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(bodyOf(get(builder(), AGENTS + "/" + slug)).path("status").asText())
                    .isEqualTo(status));
  }
}
