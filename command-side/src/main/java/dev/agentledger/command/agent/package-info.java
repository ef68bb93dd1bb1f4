@NullMarked
package dev.agentledger.command.agent;

import org.jspecify.annotations.NullMarked;
