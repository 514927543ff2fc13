/** Reads a synthesized cloud assembly and makes its resources, each through the double that knows its type. */
@org.jspecify.annotations.NullMarked
package slipway.local.assembly;
