package dev.agentledger.api.approval;

/** A request for a decision changed. */
public record ApprovalChange(String tenant, ApprovalView approval) {}
