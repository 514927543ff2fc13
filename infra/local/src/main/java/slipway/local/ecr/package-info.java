/** Amazon ECR: the control API and the registry that images are pushed to. */
@org.jspecify.annotations.NullMarked
package slipway.local.ecr;
