/** What outlives the cloud: a folder that one cloud writes and the next one goes on from. */
@org.jspecify.annotations.NullMarked
package slipway.local.state;
