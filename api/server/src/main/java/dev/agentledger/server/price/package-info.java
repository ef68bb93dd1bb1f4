/** Price books over HTTP. */
@NullMarked
package dev.agentledger.server.price;

import org.jspecify.annotations.NullMarked;
