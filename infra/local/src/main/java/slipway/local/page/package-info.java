/** The page at {@code /}: what happens in this cloud, for a person who looks on, and a button to make something happen. */
@org.jspecify.annotations.NullMarked
package slipway.local.page;
