/** Keys over HTTP, and the administrator's key of a first start. */
@NullMarked
package dev.agentledger.server.key;

import org.jspecify.annotations.NullMarked;
