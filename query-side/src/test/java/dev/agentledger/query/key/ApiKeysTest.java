package dev.agentledger.query.key;

import static dev.agentledger.query.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;

import dev.agentledger.api.key.FindKey;
import dev.agentledger.api.key.KeyPage;
import dev.agentledger.api.key.KeyView;
import dev.agentledger.api.key.ListKeys;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.KeyRevoked;
import dev.agentledger.events.key.Role;
import dev.agentledger.query.QuerySide;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private static QuerySide side;

  @BeforeAll
  static void start() {
    side = QuerySide.start();
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  private static KeyIssued issued(String id, String name, String project) {
    return new KeyIssued(new KeyId(id), name, "grace", project, List.of(Role.APPROVER), null);
  }

  @Test
  void aKeyIsGoodUntilItIsRevoked() {
    var id = new KeyId("key_1");
    side.publishAt(NOON, ADA, "key", "key_1", issued("key_1", "Laptop", "acme"));
    var key = side.await(new FindKey(id), KeyView.class, found -> found.streamVersion() == 0);
    assertThat(key)
        .isEqualTo(
            new KeyView(
                id,
                "Laptop",
                "grace",
                "acme",
                List.of(Role.APPROVER),
                null,
                false,
                NOON,
                "ada",
                0));

    var waiting =
        side.queries()
            .subscriptionQuery(
                new FindKey(id), instanceOf(KeyView.class), instanceOf(KeyView.class));
    assertThat(waiting.initialResult().block(QuerySide.PATIENCE).goodAt(NOON)).isTrue();
    side.publish(ADA, "key", "key_1", new KeyRevoked(id));

    var revoked = waiting.updates().blockFirst(QuerySide.PATIENCE);
    assertThat(revoked.goodAt(NOON)).isFalse();
    assertThat(revoked.issuedBy()).isEqualTo("ada");
    assertThat(side.find(new FindKey(id), KeyView.class)).isEqualTo(revoked);
    waiting.close();
  }

  @Test
  void keysOfAProjectAreListedByNameOverAllPages() {
    side.publish(ADA, "key", "key_b", issued("key_b", "same", "listed"));
    side.publish(ADA, "key", "key_a", issued("key_a", "same", "listed"));
    side.publish(ADA, "key", "key_c", issued("key_c", "Other\0", "listed"));
    side.publish(ADA, "key", "key_d", issued("key_d", "same", "elsewhere"));
    side.awaitCaughtUp("api-keys");

    var found = new ArrayList<String>();
    String cursor = null;
    do {
      var page = side.ask(new ListKeys("listed", cursor, 1), KeyPage.class);
      page.items().forEach(key -> found.add(key.keyId().value()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(found).containsExactly("key_c", "key_a", "key_b");
  }
}
