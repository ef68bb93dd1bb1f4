/** Tests of the packaged program as a process of its own. */
@NullMarked
package dev.agentledger.server.program;

import org.jspecify.annotations.NullMarked;
