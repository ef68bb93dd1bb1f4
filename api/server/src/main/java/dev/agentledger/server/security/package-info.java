/** Who is asking: keys, how they are recognised, and what each role may reach. */
@NullMarked
package dev.agentledger.server.security;

import org.jspecify.annotations.NullMarked;
