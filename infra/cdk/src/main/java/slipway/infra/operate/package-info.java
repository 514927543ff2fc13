/** People's orders, and what they see: two functions with an address each. */
@NullMarked
package slipway.infra.operate;

import org.jspecify.annotations.NullMarked;
