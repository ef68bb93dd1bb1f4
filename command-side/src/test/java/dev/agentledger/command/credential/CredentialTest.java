package dev.agentledger.command.credential;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.CREDENTIAL;
import static dev.agentledger.events.EventSamples.CREDENTIAL_NAME;
import static dev.agentledger.events.EventSamples.CREDENTIAL_REVOKED;
import static dev.agentledger.events.EventSamples.CREDENTIAL_ROTATED;
import static dev.agentledger.events.EventSamples.CREDENTIAL_STORED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.credential.ConfirmSecret;
import dev.agentledger.api.credential.CredentialCommand;
import dev.agentledger.api.credential.RevokeCredential;
import dev.agentledger.api.credential.RotateCredential;
import dev.agentledger.api.credential.StoreCredential;
import dev.agentledger.command.Outcomes;
import dev.agentledger.command.credential.CredentialState.Absent;
import dev.agentledger.command.credential.CredentialState.Revoked;
import dev.agentledger.command.credential.CredentialState.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class CredentialTest {

  private static final StoreCredential STORE =
      new StoreCredential(
          CREDENTIAL,
          CREDENTIAL_NAME,
          CREDENTIAL_STORED.description(),
          CREDENTIAL_STORED.kind(),
          CREDENTIAL_STORED.use(),
          CREDENTIAL_STORED.secretId());
  private static final RotateCredential ROTATE =
      new RotateCredential(
          CREDENTIAL,
          CREDENTIAL_ROTATED.description(),
          CREDENTIAL_ROTATED.kind(),
          CREDENTIAL_ROTATED.use(),
          CREDENTIAL_ROTATED.secretId());

  private static final List<CredentialCommand> COMMANDS =
      List.of(
          STORE,
          ROTATE,
          new RevokeCredential(CREDENTIAL, "Leaked"),
          new ConfirmSecret(CREDENTIAL, "sec_1"));

  private final FixtureConfiguration<Credential> credential =
      new AggregateTestFixture<>(Credential.class);

  @Test
  void everyCommandInEveryState() {
    var states = new LinkedHashMap<String, CredentialState>();
    states.put("Absent", new Absent());
    states.put("Stored", new Stored("sec_1"));
    states.put("Rotated", new Stored("sec_2"));
    states.put("Revoked", new Revoked());

    assertThat(Outcomes.table(states, COMMANDS, CredentialDecisions::decide))
        .isEqualToNormalizingWhitespace(
            """
            Absent  | CredentialStored | NOT_FOUND         | NOT_FOUND         | STALE
            Stored  | nothing          | CredentialRotated | CredentialRevoked | nothing
            Rotated | ALREADY_EXISTS   | nothing           | CredentialRevoked | STALE
            Revoked | CredentialStored | WRONG_STATE       | nothing           | STALE
            """);
  }

  @Test
  void storingRecordsWhatIsNotSecret() {
    credential.givenNoPriorActivity().when(STORE).expectEvents(CREDENTIAL_STORED);
  }

  @Test
  void rotatingNamesTheNextSecret() {
    credential.given(CREDENTIAL_STORED).when(ROTATE).expectEvents(CREDENTIAL_ROTATED);
  }

  @Test
  void aRevokedCredentialCanBeStoredAnew() {
    credential
        .given(CREDENTIAL_STORED, CREDENTIAL_REVOKED)
        .when(STORE)
        .expectEvents(CREDENTIAL_STORED);
  }

  @Test
  void rotatingWhatWasRevokedIsRefused() {
    credential
        .given(CREDENTIAL_STORED, CREDENTIAL_REVOKED)
        .when(ROTATE)
        .expectException(
            refusal(
                Reason.WRONG_STATE,
                "Credential %s was revoked; store it anew".formatted(CREDENTIAL)))
        .expectNoEvents();
  }
}
