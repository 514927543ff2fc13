/** What CloudFormation's requests for custom resources go through. */
@NullMarked
package slipway.infra.customresource;

import org.jspecify.annotations.NullMarked;
