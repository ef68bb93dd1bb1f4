@NullMarked
package dev.agentledger.command.policy;

import org.jspecify.annotations.NullMarked;
