package dev.agentledger.api.tool;

/**
 * Subscribe to the tools of a tenant: the initial answer is the {@link ToolPage} of {@code list},
 * each update the {@link ToolChange} of any tool of the tenant.
 */
public record WatchTools(ListTools list) {}
