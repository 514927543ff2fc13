/** Container images in ECR: what names one, which ones a target follows, and which ones AgentCore can run. */
@org.jspecify.annotations.NullMarked
package slipway.image;
