package dev.agentledger.api.approval;

/**
 * Subscribe to the decisions of a tenant: the initial answer is the {@link ApprovalPage} of {@code
 * list}, each update the {@link ApprovalChange} of any of them.
 */
public record WatchApprovals(ListApprovals list) {}
