package dev.agentledger.query.tool;

import dev.agentledger.api.tool.FindTool;
import dev.agentledger.api.tool.FindToolVersion;
import dev.agentledger.api.tool.ListToolVersions;
import dev.agentledger.api.tool.ListTools;
import dev.agentledger.api.tool.ToolPage;
import dev.agentledger.api.tool.ToolVersionPage;
import dev.agentledger.api.tool.ToolVersionView;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.api.tool.WatchTools;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.query.Cursor;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about tools. */
@Component
class ToolQueries {

  private final DatabaseClient database;
  private final ToolVersions versions;

  ToolQueries(DatabaseClient database, ToolVersions versions) {
    this.database = database;
    this.versions = versions;
  }

  @QueryHandler
  CompletableFuture<@Nullable ToolView> handle(FindTool query) {
    return Selection.of(
            """
            select tool.view, tool_version.definition
            from tool
              join tool_version
                on tool_version.tool_id = tool.tool_id
                  and tool_version.number = tool.latest_number\
            """)
        .where("tool.tool_id = :tool", "tool", query.toolId().value())
        .where("tool.tenant = :tenant", "tenant", query.tenant())
        .read(
            database,
            row ->
                Documents.read(Selection.text(row, "view"), ToolView.class)
                    .withDefinition(
                        Documents.read(Selection.text(row, "definition"), ToolDefinition.class)))
        .next()
        .toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable ToolPage> handle(ListTools query) {
    return list(query).toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable ToolPage> handle(WatchTools query) {
    return list(query.list()).toFuture();
  }

  private Mono<ToolPage> list(ListTools query) {
    var size = Pages.size(query.limit());
    var after =
        query.cursor() == null ? null : Cursor.read(query.cursor(), 1, keys -> keys.getFirst());
    var tools =
        Selection.of("select view from tool")
            .where("tenant = :tenant", "tenant", query.tenant())
            .where("kind = :kind", "kind", nameOf(query.kind()))
            .where("effect = :effect", "effect", nameOf(query.effect()))
            .where("status = :status", "status", nameOf(query.status()))
            .where("credential = :credential", "credential", query.credential())
            .where(
                "strpos(search, :text) > 0",
                "text",
                query.text() == null ? null : query.text().toLowerCase(Locale.ROOT))
            .where("name > :after", "after", after)
            .orderBy("name", size + 1)
            .read(database, row -> Documents.read(Selection.text(row, "view"), ToolView.class));
    return Pages.cut(tools, size, tool -> Cursor.after(tool.name()), ToolPage::new);
  }

  private static @Nullable String nameOf(@Nullable Enum<?> choice) {
    return choice == null ? null : choice.name();
  }

  @QueryHandler
  CompletableFuture<@Nullable ToolVersionPage> handle(ListToolVersions query) {
    return versions.list(query).toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable ToolVersionView> handle(FindToolVersion query) {
    return versions.find(query).toFuture();
  }
}
