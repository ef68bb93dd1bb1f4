/** What every read model shares: how documents are kept, how pages are cut and resumed. */
@NullMarked
package dev.agentledger.query;

import org.jspecify.annotations.NullMarked;
