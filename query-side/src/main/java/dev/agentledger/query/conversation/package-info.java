/** The list of conversations and of what was said in them. */
@NullMarked
package dev.agentledger.query.conversation;

import org.jspecify.annotations.NullMarked;
