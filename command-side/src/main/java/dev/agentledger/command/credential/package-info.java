@NullMarked
package dev.agentledger.command.credential;

import org.jspecify.annotations.NullMarked;
