/** The construct by which an owner declares a target, and with it lets Slipway act on it. */
@NullMarked
package slipway.infra.target;

import org.jspecify.annotations.NullMarked;
