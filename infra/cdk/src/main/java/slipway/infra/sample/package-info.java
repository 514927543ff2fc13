/** A sample: four repositories, four runtimes, six targets. */
@NullMarked
package slipway.infra.sample;

import org.jspecify.annotations.NullMarked;
