/** Tools over HTTP. */
@NullMarked
package dev.agentledger.server.tool;

import org.jspecify.annotations.NullMarked;
