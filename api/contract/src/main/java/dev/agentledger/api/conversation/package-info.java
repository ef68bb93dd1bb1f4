@NullMarked
package dev.agentledger.api.conversation;

import org.jspecify.annotations.NullMarked;
