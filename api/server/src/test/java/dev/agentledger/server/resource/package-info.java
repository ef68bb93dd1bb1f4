/** The HTTP interface of the running program, as callers see it. */
@NullMarked
package dev.agentledger.server.resource;

import org.jspecify.annotations.NullMarked;
