/** Service Quotas, as far as looking goes. */
@org.jspecify.annotations.NullMarked
package slipway.local.servicequotas;
