/** JSON as the doubles read and write it, and the properties of template resources. */
@org.jspecify.annotations.NullMarked
package slipway.local.json;
