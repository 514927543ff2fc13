/** The function that asks a candidate a question. */
@NullMarked
package slipway.infra.smoke;

import org.jspecify.annotations.NullMarked;
