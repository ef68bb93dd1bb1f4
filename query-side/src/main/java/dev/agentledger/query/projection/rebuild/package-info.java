/** Building read models anew beside those that are read, and how read models stand. */
@NullMarked
package dev.agentledger.query.projection.rebuild;

import org.jspecify.annotations.NullMarked;
