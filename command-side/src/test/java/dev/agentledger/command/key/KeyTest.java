package dev.agentledger.command.key;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.GRACE;
import static dev.agentledger.events.EventSamples.KEY;
import static dev.agentledger.events.EventSamples.KEY_ISSUED;
import static dev.agentledger.events.EventSamples.KEY_REVOKED;
import static dev.agentledger.events.EventSamples.NOON;
import static dev.agentledger.events.EventSamples.TENANT;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.key.IssueKey;
import dev.agentledger.api.key.RevokeKey;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.Role;
import java.time.Instant;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeyTest {

  private static final String NAME = KEY_ISSUED.name();
  private static final List<Role> ROLES = KEY_ISSUED.roles();
  private static final Instant EXPIRY = KEY_ISSUED.expiresAt();

  private final FixtureConfiguration<Key> key = new AggregateTestFixture<>(Key.class);

  @Nested
  class Issuing {

    @Test
    void recordsWhoHoldsTheKeyAndWhatItOpens() {
      key.givenNoPriorActivity().when(issue(NAME, GRACE, ROLES, EXPIRY)).expectEvents(KEY_ISSUED);
    }

    @Test
    void withoutAnExpiryIsPossible() {
      key.givenNoPriorActivity()
          .when(issue(NAME, GRACE, ROLES, null))
          .expectEvents(new KeyIssued(KEY, NAME, GRACE, TENANT, ROLES, null));
    }

    @Test
    void twiceRecordsNothingMore() {
      key.given(KEY_ISSUED)
          .when(issue(NAME, GRACE, ROLES, EXPIRY))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void doesNotReviveARevokedKey() {
      key.given(KEY_ISSUED, KEY_REVOKED)
          .when(issue(NAME, GRACE, ROLES, EXPIRY))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void withoutANameIsRefused() {
      key.givenNoPriorActivity()
          .when(issue(" ", GRACE, ROLES, EXPIRY))
          .expectException(refusal(Reason.INVALID, "A key needs a name"))
          .expectNoEvents();
    }

    @Test
    void withoutAnOwnerIsRefused() {
      key.givenNoPriorActivity()
          .when(issue(NAME, "", ROLES, EXPIRY))
          .expectException(refusal(Reason.INVALID, "A key needs an owner"))
          .expectNoEvents();
    }

    @Test
    void withoutARoleIsRefused() {
      key.givenNoPriorActivity()
          .when(issue(NAME, GRACE, List.of(), EXPIRY))
          .expectException(refusal(Reason.INVALID, "A key needs at least one role"))
          .expectNoEvents();
    }

    @Test
    void thatHasExpiredAlreadyIsRefused() {
      key.givenNoPriorActivity()
          .when(issue(NAME, GRACE, ROLES, NOON))
          .expectException(refusal(Reason.INVALID, "A key expires in the future"))
          .expectNoEvents();
    }

    private static IssueKey issue(String name, String owner, List<Role> roles, Instant expiresAt) {
      return new IssueKey(KEY, name, owner, TENANT, roles, expiresAt, NOON);
    }
  }

  @Nested
  class Revoking {

    @Test
    void makesTheKeyWorthless() {
      key.given(KEY_ISSUED).when(new RevokeKey(KEY)).expectEvents(KEY_REVOKED);
    }

    @Test
    void twiceRecordsNothingMore() {
      key.given(KEY_ISSUED, KEY_REVOKED)
          .when(new RevokeKey(KEY))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void whatWasNeverIssuedIsRefused() {
      key.givenNoPriorActivity()
          .when(new RevokeKey(KEY))
          .expectException(refusal(Reason.NOT_FOUND, "Key key_1 does not exist"))
          .expectNoEvents();
    }
  }
}
