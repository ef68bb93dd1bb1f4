package dev.agentledger.query.tool;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.GRACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.credential.CredentialStatus;
import dev.agentledger.api.credential.CredentialView;
import dev.agentledger.api.credential.FindCredential;
import dev.agentledger.api.tool.FindTool;
import dev.agentledger.api.tool.FindToolVersion;
import dev.agentledger.api.tool.ListToolVersions;
import dev.agentledger.api.tool.ListTools;
import dev.agentledger.api.tool.ToolPage;
import dev.agentledger.api.tool.ToolStatus;
import dev.agentledger.api.tool.ToolVersionPage;
import dev.agentledger.api.tool.ToolVersionView;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialRevoked;
import dev.agentledger.events.credential.CredentialRotated;
import dev.agentledger.events.credential.CredentialStored;
import dev.agentledger.events.credential.CredentialUse;
import dev.agentledger.events.tool.Egress;
import dev.agentledger.events.tool.ToolApproval;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolForm;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.events.tool.ToolRegistered;
import dev.agentledger.events.tool.ToolRestored;
import dev.agentledger.events.tool.ToolRetired;
import dev.agentledger.events.tool.ToolRevised;
import dev.agentledger.events.tool.ToolVersion;
import dev.agentledger.query.QuerySide;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ToolDirectoryTest {

  private static QuerySide side;

  @BeforeAll
  static void start() {
    side = QuerySide.start();
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  private static ToolDefinition definition(String name, String description, ToolEffect effect) {
    return new ToolDefinition(
        name,
        description,
        ToolForm.FUNCTION,
        Map.of("type", "object"),
        null,
        effect,
        1_000,
        0,
        null,
        ToolApproval.byDefault(effect),
        null,
        "module.exports = (input) => input",
        null,
        Egress.DEFAULT);
  }

  private static ToolId registered(ToolDefinition definition) {
    var id = ToolId.of(ACME, definition.name());
    side.publish(
        ADA, "tool", id.value(), new ToolRegistered(id, ToolVersion.of(1, definition), "ada"));
    return id;
  }

  @Test
  void aToolIsShownAsItIsWithEveryVersionItEverHad() {
    var first = definition("search_orders", "Finds orders.", ToolEffect.READ);
    var second = definition("search_orders", "Finds orders of a customer.", ToolEffect.READ);
    var id = registered(first);
    side.publish(
        GRACE, "tool", id.value(), new ToolRevised(id, ToolVersion.of(2, second), "grace"));
    side.publish(ADA, "tool", id.value(), new ToolRetired(id, "Replaced"));
    var retired =
        side.await(new FindTool(ACME, id), ToolView.class, tool -> tool.streamVersion() == 2);
    assertThat(retired.status()).isEqualTo(ToolStatus.RETIRED);
    assertThat(retired.definition()).isEqualTo(second);

    side.publish(ADA, "tool", id.value(), new ToolRestored(id, ToolVersion.of(2, second).ref()));
    var restored =
        side.await(new FindTool(ACME, id), ToolView.class, tool -> tool.streamVersion() == 3);
    assertThat(restored.status()).isEqualTo(ToolStatus.ACTIVE);
    assertThat(restored.createdBy()).isEqualTo("ada");

    var hash = ToolVersion.of(1, first).hash();
    assertThat(side.find(new FindToolVersion(ACME, id, hash), ToolVersionView.class).definition())
        .isEqualTo(first);
    assertThat(side.find(new FindToolVersion(ACME, id, "latest"), ToolVersionView.class).number())
        .isEqualTo(2);
    assertThat(side.find(new FindToolVersion("globex", id, "1"), ToolVersionView.class)).isNull();
    assertThat(side.ask(new ListToolVersions(ACME, id, null, 10), ToolVersionPage.class).items())
        .extracting(ToolVersionView::number)
        .containsExactly(2, 1);
  }

  @Test
  void toolsAreListedByNameOverAllPagesAndByWhatIsAskedFor() {
    registered(definition("list_b", "Second of its kind.", ToolEffect.READ));
    registered(definition("list_a", "First of its kind.", ToolEffect.READ));
    registered(definition("list_c", "Third of its kind.", ToolEffect.EFFECTFUL));
    side.awaitCaughtUp("tool-directory");

    var found = new ArrayList<String>();
    String cursor = null;
    do {
      var page =
          side.ask(
              new ListTools(ACME, null, null, null, null, "OF ITS KIND", cursor, 1),
              ToolPage.class);
      page.items().forEach(tool -> found.add(tool.name()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(found).containsExactly("list_a", "list_b", "list_c");
    assertThat(
            side.ask(
                    new ListTools(
                        ACME, null, ToolEffect.EFFECTFUL, null, null, "of its kind", null, 10),
                    ToolPage.class)
                .items())
        .extracting(ToolView::name)
        .containsExactly("list_c");
  }

  @Test
  void whatIsProjectedAnewIsTheSame() {
    var id = registered(definition("again", "Again.", ToolEffect.READ));
    var before = side.await(new FindTool(ACME, id), ToolView.class, _ -> true);

    side.projectAnew();

    assertThat(side.await(new FindTool(ACME, id), ToolView.class, _ -> true)).isEqualTo(before);
  }

  @Test
  void aCredentialIsShownWithTheSecretThatCounts() {
    var id = CredentialId.of(ACME, "payments");
    side.publish(
        ADA,
        "credential",
        id.value(),
        new CredentialStored(
            id, "payments", null, CredentialKind.BEARER, CredentialUse.PLAIN, "sec_1"),
        new CredentialRotated(id, "New", CredentialKind.BASIC, CredentialUse.PLAIN, "sec_2"));
    var rotated =
        side.await(
            new FindCredential(ACME, id), CredentialView.class, view -> view.streamVersion() == 1);
    assertThat(rotated.secretId()).isEqualTo("sec_2");
    assertThat(rotated.kind()).isEqualTo(CredentialKind.BASIC);
    assertThat(rotated.name()).isEqualTo("payments");

    side.publish(GRACE, "credential", id.value(), new CredentialRevoked(id, null));
    var revoked =
        side.await(
            new FindCredential(ACME, id), CredentialView.class, view -> view.streamVersion() == 2);
    assertThat(revoked.status()).isEqualTo(CredentialStatus.REVOKED);
    assertThat(revoked.updatedBy()).isEqualTo("grace");
  }
}
