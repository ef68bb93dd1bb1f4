/** What every endpoint is built of: callers, commands, queries, problems. */
@NullMarked
package dev.agentledger.server.http;

import org.jspecify.annotations.NullMarked;
