/** What AWS would ask for what was counted here. */
@org.jspecify.annotations.NullMarked
package slipway.local.cost;
