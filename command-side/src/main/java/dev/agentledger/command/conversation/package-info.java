@NullMarked
package dev.agentledger.command.conversation;

import org.jspecify.annotations.NullMarked;
