package dev.agentledger.saga.tool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agentledger.api.tool.FindToolVersion;
import dev.agentledger.api.tool.ToolVersionView;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolId;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The definitions that runs are pinned to; a version never changes, so each is asked for once. */
@Component
class PinnedDefinitions {

  private static final int MOST_REMEMBERED = 1_000;

  private final Questions questions;
  private final Cache<FindToolVersion, ToolDefinition> known =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  PinnedDefinitions(Questions questions) {
    this.questions = questions;
  }

  /**
   * The definition of the pinned version.
   *
   * @throws IllegalStateException when nobody could answer, or nobody knows the version
   */
  ToolDefinition of(String tenant, PinnedTool tool) throws InterruptedException {
    var query =
        new FindToolVersion(
            tenant,
            new ToolId(Objects.requireNonNull(tool.id(), "id of the tool")),
            Objects.requireNonNull(tool.version(), "version of the tool"));
    var remembered = known.getIfPresent(query);
    if (remembered != null) {
      return remembered;
    }
    Optional<ToolDefinition> found =
        questions.find(query, ToolVersionView.class).map(ToolVersionView::definition);
    var definition =
        found.orElseThrow(
            () ->
                new IllegalStateException(
                    "Version %s of tool %s is not known".formatted(tool.version(), tool.name())));
    known.put(query, definition);
    return definition;
  }
}
