package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enough people agreed, or one disagreed: the matter is settled. */
@EventContract(name = "approval.decided")
public record ApprovalDecided(
    ApprovalId approvalId, Decision decision, List<String> decidedBy, @Nullable String comment)
    implements ApprovalEvent {

  public ApprovalDecided {
    decidedBy = List.copyOf(decidedBy);
  }
}
