/** The demo: a story of pushes and what becomes of them, told to a person and checked through the services' APIs. */
@org.jspecify.annotations.NullMarked
package slipway.local.story;
