/** The drift check: compares what should be with what is, says where they disagree, and asks others to put it right. */
@org.jspecify.annotations.NullMarked
package slipway.drift;
