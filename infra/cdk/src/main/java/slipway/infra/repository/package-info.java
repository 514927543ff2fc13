/** Repositories of agents' images, which outlive what is pushed to them. */
@NullMarked
package slipway.infra.repository;

import org.jspecify.annotations.NullMarked;
