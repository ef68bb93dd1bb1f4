package dev.agentledger.query.agent;

import dev.agentledger.api.AsOf;
import dev.agentledger.api.agent.AgentPage;
import dev.agentledger.api.agent.AgentVersionPage;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.CompareAgentVersions;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.FindAgentAsOf;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.agent.ListAgentVersions;
import dev.agentledger.api.agent.ListAgents;
import dev.agentledger.api.agent.VersionComparison;
import dev.agentledger.api.agent.WatchAgents;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.query.Cursor;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import dev.agentledger.query.log.EventLog;
import dev.agentledger.query.log.PastEvent;
import dev.agentledger.query.projection.KeptReading;
import dev.agentledger.query.projection.KeptReadings;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about agents. */
@Component
class AgentQueries {

  /** The type under which agents' streams are stored. */
  private static final String STREAM = "agent";

  private final DatabaseClient database;
  private final AgentVersions versions;
  private final EventLog log;

  /** Each start of a run asks for its agent. */
  private final KeptReading<FindAgent, AgentView> agents;

  AgentQueries(
      DatabaseClient database, AgentVersions versions, EventLog log, KeptReadings readings) {
    this.database = database;
    this.versions = versions;
    this.log = log;
    agents = readings.of(AgentDirectoryProjection.NAME, this::read);
  }

  @QueryHandler
  CompletableFuture<@Nullable AgentView> handle(FindAgent query) {
    return agents.of(query);
  }

  private Mono<AgentView> read(FindAgent query) {
    return Selection.of(
            """
            select agent.view, agent_version.definition
            from agent
              join agent_version
                on agent_version.agent_id = agent.agent_id
                  and agent_version.number = agent.latest_number\
            """)
        .where("agent.agent_id = :agent", "agent", query.agentId().value())
        .where("agent.tenant = :tenant", "tenant", query.tenant())
        .read(
            database,
            row ->
                Documents.read(Selection.text(row, "view"), AgentView.class)
                    .withDefinition(
                        Documents.read(Selection.text(row, "definition"), AgentDefinition.class)))
        .next();
  }

  /** Clocks may step back, so a moment ends a stream at its first later event. */
  @QueryHandler
  CompletableFuture<@Nullable AgentView> handle(FindAgentAsOf query) {
    return log.history(query.tenant(), STREAM, query.agentId().value(), AgentEvent.class)
        .takeWhile(past -> counts(query.asOf(), past))
        .reduce(Optional.<AgentView>empty(), (agent, past) -> Optional.of(after(agent, past)))
        .flatMap(Mono::justOrEmpty)
        .toFuture();
  }

  private static boolean counts(AsOf asOf, PastEvent<?> past) {
    return switch (asOf) {
      case AsOf.Position(var position) -> past.position() <= position;
      case AsOf.Moment(var instant) -> !past.at().isAfter(instant);
    };
  }

  private static AgentView after(Optional<AgentView> agent, PastEvent<AgentEvent> past) {
    return AgentViewEvolution.evolve(
        agent.orElse(null), past.event(), past.at(), past.by(), past.sequence());
  }

  @QueryHandler
  CompletableFuture<@Nullable AgentPage> handle(ListAgents query) {
    return list(query).toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable AgentPage> handle(WatchAgents query) {
    return list(query.list()).toFuture();
  }

  private Mono<AgentPage> list(ListAgents query) {
    var size = Pages.size(query.limit());
    var after =
        query.cursor() == null ? null : Cursor.read(query.cursor(), 1, keys -> keys.getFirst());
    var agents =
        Selection.of("select view from agent")
            .where("tenant = :tenant", "tenant", query.tenant())
            .where("kind = :kind", "kind", query.kind() == null ? null : query.kind().name())
            .where(
                "status = :status", "status", query.status() == null ? null : query.status().name())
            .where(":tag = any(tags)", "tag", query.tag())
            .where(
                "strpos(search, :text) > 0",
                "text",
                query.text() == null ? null : query.text().toLowerCase(Locale.ROOT))
            .where("slug > :after", "after", after)
            .orderBy("slug", size + 1)
            .read(database, row -> Documents.read(Selection.text(row, "view"), AgentView.class));
    return Pages.cut(agents, size, agent -> Cursor.after(agent.slug()), AgentPage::new);
  }

  @QueryHandler
  CompletableFuture<@Nullable AgentVersionPage> handle(ListAgentVersions query) {
    return versions.list(query).toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable AgentVersionView> handle(FindAgentVersion query) {
    return versions.find(query).toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable VersionComparison> handle(CompareAgentVersions query) {
    return Mono.zip(
            versions.find(new FindAgentVersion(query.tenant(), query.agentId(), query.from())),
            versions.find(new FindAgentVersion(query.tenant(), query.agentId(), query.to())))
        .map(both -> AgentVersions.compare(both.getT1(), both.getT2()))
        .toFuture();
  }
}
