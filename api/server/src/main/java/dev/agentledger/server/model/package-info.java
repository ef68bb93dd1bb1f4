/** Models over HTTP. */
@NullMarked
package dev.agentledger.server.model;

import org.jspecify.annotations.NullMarked;
