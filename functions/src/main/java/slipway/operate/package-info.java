/** People's orders, and what they see. */
@org.jspecify.annotations.NullMarked
package slipway.operate;
