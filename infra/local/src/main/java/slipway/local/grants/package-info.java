/** Remembers which grants of the templates' roles were used, so that a test can tell which are not needed. */
@org.jspecify.annotations.NullMarked
package slipway.local.grants;
