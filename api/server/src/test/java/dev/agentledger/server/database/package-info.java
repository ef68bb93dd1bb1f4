@NullMarked
package dev.agentledger.server.database;

import org.jspecify.annotations.NullMarked;
