package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What one project has is neither seen nor touched from another, and who decided is on record. */
class TenantsOverHttpTest extends RunningLedger {

  @ParameterizedTest
  @ValueSource(
      strings = {"archive", "demote", "restore", "promote", "promotion/withdraw", "validate"})
  void anAgentOfAnotherProjectIsNotThere(String deed) {
    var agent = drafted(doubler("ours-" + deed.replace('/', '-')));
    var address = "/api/v1/agents/" + agent.path("agentId").asText();

    post(stranger(), address + "/" + deed).expectStatus().isNotFound();

    get(stranger(), address).expectStatus().isNotFound();
    assertThat(bodyOf(get(builder(), address)).path("status").asText()).isEqualTo("draft");
    assertThat(bodyOf(get(builder(), address)).path("streamVersion").asInt()).isZero();
  }

  @Test
  void aRunOfAnotherProjectIsNotThere() {
    drafted(function("ours-endless", "module.exports = () => { while (true) {} };"));
    var run =
        bodyOf(
            post(
                as("olga", "operator", "builder"),
                "/api/v1/runs",
                Map.of("agent", "ours-endless", "version", "latest", "input", Map.of("n", 1))));
    var address = "/api/v1/runs/" + run.path("runId").asText();

    post(stranger(), address + "/cancel").expectStatus().isNotFound();
    get(stranger(), address).expectStatus().isNotFound();
    get(stranger(), address + "/events").expectStatus().isNotFound();

    post(as("olga", "operator", "builder"), address + "/cancel").expectStatus().isOk();
  }

  @Test
  void theAuditOfAnAgentNamesWhoApproved() {
    var auditor = as("otto", "auditor");
    drafted(caller("audited"));
    post(builder(), "/api/v1/agents/audited/promote").expectStatus().isAccepted();
    await("the question is asked")
        .atMost(Duration.ofSeconds(60))
        .until(() -> approvals().size() == 1);
    post(
            approver(),
            "/api/v1/approvals/%s/approve".formatted(approvals().getFirst()),
            Map.of("comment", "Fine"))
        .expectStatus()
        .isOk();

    var decisions =
        bodyOf(get(auditor, "/api/v1/audit/events?agent=audited&contract=approval.granted"));

    assertThat(decisions.path("items"))
        .singleElement()
        .satisfies(
            event -> assertThat(event.path("envelope").path("actor").asText()).isEqualTo("grace"));
  }

  private List<String> approvals() {
    return StreamSupport.stream(
            bodyOf(get(approver(), "/api/v1/approvals?subject=audited"))
                .path("items")
                .spliterator(),
            false)
        .map(approval -> approval.path("approvalId").asText())
        .toList();
  }

  /** An administrator, but of another project. */
  private WebTestClient stranger() {
    var key =
        bodyOf(
                post(
                    admin(),
                    "/api/v1/keys",
                    Map.of("name", "eve", "roles", List.of("admin"), "project", "elsewhere")))
            .path("secret")
            .asText();
    return anonymous().mutate().defaultHeader("Authorization", "Bearer " + key).build();
  }
}
