/** Whether what is served stays there to be pulled. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor.images;
