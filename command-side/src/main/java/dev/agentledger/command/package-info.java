@NullMarked
package dev.agentledger.command;

import org.jspecify.annotations.NullMarked;
