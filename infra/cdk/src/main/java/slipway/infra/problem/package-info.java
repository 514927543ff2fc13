/** What is wrong with something that a person wrote, told all at once. */
@NullMarked
package slipway.infra.problem;

import org.jspecify.annotations.NullMarked;
