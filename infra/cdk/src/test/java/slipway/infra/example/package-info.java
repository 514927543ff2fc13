/** What the documents show, compiled and synthesized. */
@NullMarked
package slipway.infra.example;

import org.jspecify.annotations.NullMarked;
