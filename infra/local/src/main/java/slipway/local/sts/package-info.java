/** STS: who calls, and sessions of roles for people. */
@org.jspecify.annotations.NullMarked
package slipway.local.sts;
