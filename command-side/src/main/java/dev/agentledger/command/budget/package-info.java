@NullMarked
package dev.agentledger.command.budget;

import org.jspecify.annotations.NullMarked;
