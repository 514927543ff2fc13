/** A sample: two repositories, two runtimes, four targets. */
@NullMarked
package slipway.infra.sample;

import org.jspecify.annotations.NullMarked;
