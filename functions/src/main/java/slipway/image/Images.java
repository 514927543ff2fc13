package slipway.image;

import java.util.List;
import java.util.Optional;

/** The images of the registries of one Region; a repository that is not there, or of another Region, holds none. */
public interface Images {
    /** The image behind the tag now. */
    Optional<Found> find(Repository repository, Tag tag);

    /** What is known about the digest, under whatever tag. */
    Optional<ImageDetails> describe(Image image);

    /** The tags that the digest has now, none perhaps; empty where the repository does not hold it. */
    Optional<List<Tag>> tags(Repository repository, Digest digest);

    /** As ECR has the digest now, by one call; empty where the repository does not hold it. */
    Optional<Held> held(Repository repository, Digest digest);

    /** Gives the image another tag, which keeps it from being expired; one that has it already stays as it is. */
    void keep(Image image, KeepTag tag);

    /**
     * Takes the tag off the image again. An image that has no other tag keeps it: ECR deletes an image with its last
     * tag.
     */
    void release(Image image, KeepTag tag);

    /** Every tag of the repository, each with the image behind it. */
    List<Found> list(Repository repository);
}
