/** Tools that agents call, and what it means to call one. */
@NullMarked
package dev.agentledger.events.tool;

import org.jspecify.annotations.NullMarked;
