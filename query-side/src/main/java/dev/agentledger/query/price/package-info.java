/** The price books in force and those before them. */
@NullMarked
package dev.agentledger.query.price;

import org.jspecify.annotations.NullMarked;
