@NullMarked
package dev.agentledger.command.approval;

import org.jspecify.annotations.NullMarked;
