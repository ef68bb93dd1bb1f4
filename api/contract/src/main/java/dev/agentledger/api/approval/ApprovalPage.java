package dev.agentledger.api.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of requests for a decision, newest first.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record ApprovalPage(List<ApprovalView> items, @Nullable String next) {

  public ApprovalPage {
    items = List.copyOf(items);
  }
}
