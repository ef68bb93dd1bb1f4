/** Agents for clients that speak the protocol of OpenAI. */
@NullMarked
package dev.agentledger.server.openai;

import org.jspecify.annotations.NullMarked;
