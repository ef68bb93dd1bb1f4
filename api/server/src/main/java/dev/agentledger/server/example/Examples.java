package dev.agentledger.server.example;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.Recorded;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.api.agent.ParseDefinition;
import dev.agentledger.api.agent.ParsedDefinition;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Queries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Drafts the example agents when the program starts, each unless an agent of its slug exists or
 * ever existed; {@code ledger.examples=false} leaves them out.
 */
@Component
@Order(2)
@ConditionalOnBooleanProperty(name = "ledger.examples", matchIfMissing = true)
class Examples implements ApplicationRunner {

  private static final Logger log = LoggerFactory.getLogger(Examples.class);

  private static final Caller CALLER = Caller.system("default", "examples");

  /** Members stand before the orchestrator that names them. */
  private static final List<String> SLUGS =
      List.of("blog-writer", "hr-assistant", "agent-builder", "builder-chat", "text-statistics");

  private static final Intent UNLESS_IT_EXISTS = new Intent(-1L, false);

  private final Commands commands;
  private final Queries queries;
  private final YAMLMapper yaml = new YAMLMapper();

  Examples(Commands commands, Queries queries) {
    this.commands = commands;
    this.queries = queries;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    var drafted = Flux.fromIterable(SLUGS).concatMap(this::draft).count().block();
    if (drafted != null && drafted > 0) {
      log.info("Drafted {} example agents", drafted);
    }
  }

  private Mono<Recorded> draft(String slug) {
    return queries
        .ask(new ParseDefinition(read(slug)), ParsedDefinition.class)
        .map(parsed -> definition(slug, parsed))
        .map(
            definition ->
                new DraftAgent(AgentId.of(CALLER.tenant(), slug), definition, CALLER.name(), false))
        .flatMap(command -> commands.send(CALLER, command, UNLESS_IT_EXISTS))
        .onErrorResume(Examples::isThereAlready, _ -> Mono.empty());
  }

  private static AgentDefinition definition(String slug, ParsedDefinition parsed) {
    return Objects.requireNonNull(
        parsed.definition(), () -> "Example %s: %s".formatted(slug, parsed.findings()));
  }

  private static boolean isThereAlready(Throwable failure) {
    return failure instanceof CommandRefused refusal
        && refusal.reason() == CommandRefused.Reason.VERSION_MISMATCH;
  }

  private Object read(String slug) {
    try (var document = new ClassPathResource("examples/" + slug + ".yaml").getInputStream()) {
      return yaml.readValue(document, Object.class);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
