package dev.agentledger.saga.run.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.RunId;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is said before the first step of runs, which for some is known elsewhere. */
@Component
public class Openings {

  private static final int REMEMBERED = 1_000;

  private final Histories histories;
  private final ObjectProvider<ConversationHistory> conversations;
  private final Cache<RunId, List<Message>> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  public Openings(Histories histories, ObjectProvider<ConversationHistory> conversations) {
    this.histories = histories;
    this.conversations = conversations;
  }

  public List<Message> of(RunHistory history) {
    var requested = history.requested();
    if (requested.forkOf() == null && requested.conversation() == null) {
      return Prompt.opening(requested, List.of());
    }
    var known = remembered.getIfPresent(history.runId());
    if (known != null) {
      return known;
    }
    var opening = find(history);
    remembered.put(history.runId(), opening);
    return opening;
  }

  private List<Message> find(RunHistory history) {
    var requested = history.requested();
    if (requested.forkOf() != null) {
      var fork = requested.forkOf();
      var origin =
          histories
              .read(fork.runId())
              .orElseThrow(() -> new IllegalStateException("There is no run " + fork.runId()));
      return Prompt.openingOfFork(fork, of(origin), origin);
    }
    return Prompt.opening(
        requested,
        requested.conversation() == null
            ? List.of()
            : conversations.getObject().before(history.tenant(), requested.conversation()));
  }
}
