/** What happens in a conversation between people and an agent. */
@NullMarked
package dev.agentledger.events.conversation;

import org.jspecify.annotations.NullMarked;
