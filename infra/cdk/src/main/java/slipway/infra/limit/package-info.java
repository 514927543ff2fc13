/** What AgentCore takes, as the functions know it, too. */
@NullMarked
package slipway.infra.limit;

import org.jspecify.annotations.NullMarked;
