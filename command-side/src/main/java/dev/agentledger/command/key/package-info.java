@NullMarked
package dev.agentledger.command.key;

import org.jspecify.annotations.NullMarked;
