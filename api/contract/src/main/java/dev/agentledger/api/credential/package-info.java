/** What may be asked of credentials; a secret is never part of a command, a query or an answer. */
@NullMarked
package dev.agentledger.api.credential;

import org.jspecify.annotations.NullMarked;
