package dev.agentledger.query.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.agent.AgentVersionPage;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.agent.ListAgentVersions;
import dev.agentledger.api.agent.VersionComparison;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.query.Cursor;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The immutable versions of agents, and every way in which people name one. */
@Component
class AgentVersions {

  private static final String ALGORITHM = "sha256:";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{6,64}");
  private static final String LATEST = "latest";
  private static final String ACTIVE = "active";

  private final DatabaseClient database;

  AgentVersions(DatabaseClient database) {
    this.database = database;
  }

  Mono<AgentVersionPage> list(ListAgentVersions query) {
    var size = Pages.size(query.limit());
    var before =
        query.cursor() == null
            ? null
            : Cursor.read(query.cursor(), 1, keys -> Integer.valueOf(keys.getFirst()));
    var versions =
        select("null as definition", query.tenant(), query.agentId())
            .where("number < :before", "before", before)
            .orderBy("number desc", size + 1)
            .read(database, AgentVersions::version);
    return Pages.cut(
        versions, size, version -> Cursor.after(version.number()), AgentVersionPage::new);
  }

  /**
   * The version that was named.
   *
   * @throws CommandRefused as an error of the answer, when the name fits several
   */
  Mono<AgentVersionView> find(FindAgentVersion query) {
    var named = query.version().toLowerCase(Locale.ROOT);
    return switch (named) {
      case LATEST -> one(query, "(select max(number) from agent_version where agent_id = :agent)");
      case ACTIVE -> one(query, "(select active_number from agent where agent_id = :agent)");
      default -> byNumber(query, named).switchIfEmpty(Mono.defer(() -> byHash(query, named)));
    };
  }

  private Mono<AgentVersionView> one(FindAgentVersion query, String number) {
    return select("definition", query.tenant(), query.agentId())
        .where("number = " + number)
        .read(database, AgentVersions::version)
        .next();
  }

  private Mono<AgentVersionView> byNumber(FindAgentVersion query, String named) {
    return NUMBER.matcher(named).matches()
        ? select("definition", query.tenant(), query.agentId())
            .where("number = :number", "number", Integer.valueOf(named))
            .read(database, AgentVersions::version)
            .next()
        : Mono.empty();
  }

  /** The newest version with that hash: a definition that comes back is the same version anew. */
  private Mono<AgentVersionView> byHash(FindAgentVersion query, String named) {
    var digits = named.startsWith(ALGORITHM) ? named.substring(ALGORITHM.length()) : named;
    if (!HASH.matcher(digits).matches()) {
      return Mono.empty();
    }
    return Selection.of(
            """
            select distinct on (hash) agent_id, number, hash, edited_by, edited_at, definition
            from agent_version\
            """)
        .where("agent_id = :agent", "agent", query.agentId().value())
        .where("tenant = :tenant", "tenant", query.tenant())
        .where("starts_with(hash, :hash)", "hash", ALGORITHM + digits)
        .orderBy("hash, number desc", 2)
        .read(database, AgentVersions::version)
        .collectList()
        .flatMap(found -> theOnly(found, query.version()));
  }

  private static Mono<AgentVersionView> theOnly(List<AgentVersionView> found, String named) {
    return found.size() > 1
        ? Mono.error(
            new CommandRefused(
                Reason.INVALID, "More than one version has a hash that begins with " + named))
        : Mono.justOrEmpty(found.stream().findFirst());
  }

  static VersionComparison compare(AgentVersionView from, AgentVersionView to) {
    return new VersionComparison(
        new VersionRef(from.number(), from.hash()),
        new VersionRef(to.number(), to.hash()),
        Differences.between(definition(from), definition(to)));
  }

  private static JsonNode definition(AgentVersionView version) {
    return Documents.tree(
        Documents.write(Objects.requireNonNull(version.definition(), "definition")));
  }

  private static Selection select(String definition, String tenant, AgentId agentId) {
    return Selection.of(
            "select agent_id, number, hash, edited_by, edited_at, %s from agent_version"
                .formatted(definition))
        .where("agent_id = :agent", "agent", agentId.value())
        .where("tenant = :tenant", "tenant", tenant);
  }

  private static AgentVersionView version(Readable row) {
    return new AgentVersionView(
        new AgentId(Selection.text(row, "agent_id")),
        Objects.requireNonNull(row.get("number", Integer.class), "number"),
        Selection.text(row, "hash"),
        Selection.text(row, "edited_by"),
        Objects.requireNonNull(row.get("edited_at", Instant.class), "edited_at"),
        definition(row));
  }

  private static @Nullable AgentDefinition definition(Readable row) {
    var document = row.get("definition", String.class);
    return document == null ? null : Documents.read(document, AgentDefinition.class);
  }
}
