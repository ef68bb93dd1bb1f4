/** The one PostgreSQL of the program: embedded in its own process tree, or given by address. */
@NullMarked
package dev.agentledger.server.database;

import org.jspecify.annotations.NullMarked;
