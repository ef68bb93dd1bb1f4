@NullMarked
package dev.agentledger.command.price;

import org.jspecify.annotations.NullMarked;
