package dev.agentledger.server.approval;

import org.jspecify.annotations.Nullable;

/**
 * What an approver says.
 *
 * @param comment why
 * @param hash the content that the approver saw; the decision is refused when it is another by now
 * @param streamVersion the version of the subject that the approver saw
 * @param arguments with which a tool call is approved in place of those that were asked for
 */
record Verdict(
    @Nullable String comment,
    @Nullable String hash,
    @Nullable Long streamVersion,
    @Nullable Object arguments) {

  static final Verdict SILENT = new Verdict(null, null, null, null);
}
