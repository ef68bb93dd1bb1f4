package dev.agentledger.query.credential;

import dev.agentledger.api.credential.CredentialStatus;
import dev.agentledger.api.credential.CredentialView;
import dev.agentledger.api.credential.FindCredential;
import dev.agentledger.events.credential.CredentialEvent;
import dev.agentledger.events.credential.CredentialRevoked;
import dev.agentledger.events.credential.CredentialRotated;
import dev.agentledger.events.credential.CredentialStored;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StoredViews;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the list of credentials. */
@Component
class CredentialsProjection extends StreamProjection<CredentialEvent, CredentialView> {

  CredentialsProjection() {
    super(CredentialEvent.class, CredentialView.class);
  }

  @Override
  public String name() {
    return "credentials";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<String> tables() {
    return List.of("credential");
  }

  @Override
  protected Map<String, CredentialView> load(Connection connection, String[] streamIds)
      throws SQLException {
    return StoredViews.read(
        connection,
        "select credential_id, view from credential where credential_id = any(?)",
        streamIds,
        row -> Documents.read(row.getString(2), CredentialView.class));
  }

  @Override
  protected CredentialView evolve(
      @Nullable CredentialView before, CredentialEvent fact, ProjectedEvent event) {
    return switch (fact) {
      case CredentialStored stored ->
          new CredentialView(
              stored.credentialId(),
              stored.name(),
              stored.description(),
              stored.kind(),
              stored.use(),
              CredentialStatus.STORED,
              stored.secretId(),
              event.sequence(),
              event.at(),
              event.actor(),
              event.at(),
              event.actor());
      case CredentialRotated rotated -> rotated(known(before, fact), rotated, event);
      case CredentialRevoked _ -> revoked(known(before, fact), event);
    };
  }

  private static CredentialView known(@Nullable CredentialView before, CredentialEvent fact) {
    if (before == null) {
      throw new IllegalStateException(
          "The history of credential %s does not begin with its storage"
              .formatted(fact.credentialId()));
    }
    return before;
  }

  private static CredentialView rotated(
      CredentialView before, CredentialRotated rotated, ProjectedEvent event) {
    return new CredentialView(
        before.credentialId(),
        before.name(),
        rotated.description(),
        rotated.kind(),
        rotated.use(),
        CredentialStatus.STORED,
        rotated.secretId(),
        event.sequence(),
        before.storedAt(),
        before.storedBy(),
        event.at(),
        event.actor());
  }

  private static CredentialView revoked(CredentialView before, ProjectedEvent event) {
    return new CredentialView(
        before.credentialId(),
        before.name(),
        before.description(),
        before.kind(),
        before.use(),
        CredentialStatus.REVOKED,
        before.secretId(),
        event.sequence(),
        before.storedAt(),
        before.storedBy(),
        event.at(),
        event.actor());
  }

  @Override
  protected long versionOf(CredentialView view) {
    return view.streamVersion();
  }

  @Override
  protected void save(Connection connection, Collection<Change<CredentialView>> changes)
      throws SQLException {
    Columns.of(changes)
        .text(Change::streamId)
        .text(Change::tenant)
        .text(change -> change.view().name())
        .number(change -> change.view().streamVersion())
        .text(change -> Documents.write(change.view()))
        .write(
            connection,
            """
            insert into credential (credential_id, tenant, name, stream_version, view)
            select * from unnest(?, ?, ?, ?, ?)
            on conflict (credential_id) do update
              set stream_version = excluded.stream_version, view = excluded.view
              where credential.stream_version < excluded.stream_version
            """);
  }

  @Override
  protected void announce(String tenant, CredentialView after, QueryUpdateEmitter updates) {
    updates.emit(
        FindCredential.class,
        query -> query.tenant().equals(tenant) && query.credentialId().equals(after.credentialId()),
        after);
  }
}
