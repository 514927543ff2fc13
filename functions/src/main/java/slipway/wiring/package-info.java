/** Settings, clients and the objects that handlers are made of. */
@org.jspecify.annotations.NullMarked
package slipway.wiring;
