package dev.agentledger.api;

/**
 * A command whose stream is new, unless the command comes again.
 *
 * <p>It is decided as if there were no such stream, without a look at the log. Where there is one
 * its facts meet it as a conflict, and the command is decided once more on what is there.
 */
public interface BeginsStream {}
