@NullMarked
package dev.agentledger.command.tool;

import org.jspecify.annotations.NullMarked;
