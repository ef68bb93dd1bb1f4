/** Credentials: that they exist and are changed; never what they are. */
@NullMarked
package dev.agentledger.events.credential;

import org.jspecify.annotations.NullMarked;
