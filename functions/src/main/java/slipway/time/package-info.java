/** Time as a parameter: whoever waits is given how. */
@org.jspecify.annotations.NullMarked
package slipway.time;
