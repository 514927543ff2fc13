package slipway.image;

import java.util.List;
import java.util.Optional;

/** The images of the registries of one Region; a repository that is not there, or of another Region, holds none. */
public interface Images {
    /** The image behind the tag now. */
    Optional<Found> find(Repository repository, Tag tag);

    /** What is known about the digest, under whatever tag. */
    Optional<ImageDetails> describe(Image image);

    /** Every tag of the repository, each with the image behind it. */
    List<Found> list(Repository repository);
}
