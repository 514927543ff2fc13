/** The local cloud: runs a synthesized assembly on this machine, with doubles of the AWS services that it uses. */
@org.jspecify.annotations.NullMarked
package slipway.local;
