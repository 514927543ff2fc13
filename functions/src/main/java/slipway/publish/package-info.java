/** Which targets want an image, which image is the newest for each, and its projection in Parameter Store. */
@org.jspecify.annotations.NullMarked
package slipway.publish;
