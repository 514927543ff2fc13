package slipway.image;

import java.time.Instant;

/** An image that ECR holds and that a policy could choose; {@code pushedAt} is the digest's, whatever its tags. */
public record Found(Image image, Instant pushedAt) {}
