/** Conversations over HTTP: opened, continued, taken over by people. */
@NullMarked
package dev.agentledger.server.conversation;

import org.jspecify.annotations.NullMarked;
