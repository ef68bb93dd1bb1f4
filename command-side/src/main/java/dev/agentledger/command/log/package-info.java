/** The event log in PostgreSQL: how facts are recorded and read back. */
@NullMarked
package dev.agentledger.command.log;

import org.jspecify.annotations.NullMarked;
