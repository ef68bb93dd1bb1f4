/** Has the turns of conversations answered by runs, within the room that there is. */
@NullMarked
package dev.agentledger.saga.conversation;

import org.jspecify.annotations.NullMarked;
