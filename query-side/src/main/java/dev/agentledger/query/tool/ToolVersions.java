package dev.agentledger.query.tool;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.tool.FindToolVersion;
import dev.agentledger.api.tool.ListToolVersions;
import dev.agentledger.api.tool.ToolVersionPage;
import dev.agentledger.api.tool.ToolVersionView;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolId;
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

/** The versions of tools, and every way in which people name one. */
@Component
class ToolVersions {

  private static final String ALGORITHM = "sha256:";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{6,64}");
  private static final String LATEST = "latest";

  private final DatabaseClient database;

  ToolVersions(DatabaseClient database) {
    this.database = database;
  }

  Mono<ToolVersionPage> list(ListToolVersions query) {
    var size = Pages.size(query.limit());
    var before =
        query.cursor() == null
            ? null
            : Cursor.read(query.cursor(), 1, keys -> Integer.valueOf(keys.getFirst()));
    var versions =
        select("null as definition", query.tenant(), query.toolId())
            .where("number < :before", "before", before)
            .orderBy("number desc", size + 1)
            .read(database, ToolVersions::version);
    return Pages.cut(
        versions, size, version -> Cursor.after(version.number()), ToolVersionPage::new);
  }

  /**
   * The version that was named.
   *
   * @throws CommandRefused as an error of the answer, when the name fits several
   */
  Mono<ToolVersionView> find(FindToolVersion query) {
    var named = query.version().toLowerCase(Locale.ROOT);
    if (named.equals(LATEST)) {
      return select("definition", query.tenant(), query.toolId())
          .orderBy("number desc", 1)
          .read(database, ToolVersions::version)
          .next();
    }
    return byNumber(query, named).switchIfEmpty(Mono.defer(() -> byHash(query, named)));
  }

  private Mono<ToolVersionView> byNumber(FindToolVersion query, String named) {
    return NUMBER.matcher(named).matches()
        ? select("definition", query.tenant(), query.toolId())
            .where("number = :number", "number", Integer.valueOf(named))
            .read(database, ToolVersions::version)
            .next()
        : Mono.empty();
  }

  /** The newest version with that hash: a definition that comes back is the same version anew. */
  private Mono<ToolVersionView> byHash(FindToolVersion query, String named) {
    var digits = named.startsWith(ALGORITHM) ? named.substring(ALGORITHM.length()) : named;
    if (!HASH.matcher(digits).matches()) {
      return Mono.empty();
    }
    return Selection.of(
            """
            select distinct on (hash) tool_id, number, hash, edited_by, edited_at, definition
            from tool_version\
            """)
        .where("tool_id = :tool", "tool", query.toolId().value())
        .where("tenant = :tenant", "tenant", query.tenant())
        .where("starts_with(hash, :hash)", "hash", ALGORITHM + digits)
        .orderBy("hash, number desc", 2)
        .read(database, ToolVersions::version)
        .collectList()
        .flatMap(found -> theOnly(found, query.version()));
  }

  private static Mono<ToolVersionView> theOnly(List<ToolVersionView> found, String named) {
    return found.size() > 1
        ? Mono.error(
            new CommandRefused(
                Reason.INVALID, "More than one version has a hash that begins with " + named))
        : Mono.justOrEmpty(found.stream().findFirst());
  }

  private static Selection select(String definition, String tenant, ToolId toolId) {
    return Selection.of(
            "select tool_id, number, hash, edited_by, edited_at, %s from tool_version"
                .formatted(definition))
        .where("tool_id = :tool", "tool", toolId.value())
        .where("tenant = :tenant", "tenant", tenant);
  }

  private static ToolVersionView version(Readable row) {
    return new ToolVersionView(
        new ToolId(Selection.text(row, "tool_id")),
        Objects.requireNonNull(row.get("number", Integer.class), "number"),
        Selection.text(row, "hash"),
        Selection.text(row, "edited_by"),
        Objects.requireNonNull(row.get("edited_at", Instant.class), "edited_at"),
        definition(row));
  }

  private static @Nullable ToolDefinition definition(Readable row) {
    var document = row.get("definition", String.class);
    return document == null ? null : Documents.read(document, ToolDefinition.class);
  }
}
