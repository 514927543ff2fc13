package slipway.operate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.image.Digest;
import slipway.image.Found;
import slipway.image.Image;
import slipway.image.Images;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.ledger.Cause;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Pin;
import slipway.ledger.TargetState.Served;

/** Keeps a target on one image, and lets it follow its repository again. */
final class Pinning {
    private final Images images;

    Pinning(Images images) {
        this.images = images;
    }

    Change pin(Situation now, ImageName name) {
        Image image = resolved(now, name);
        TargetState state = now.state();
        Optional<Pin> same = state.following().pin().filter(pin -> pin.image().equals(image));
        if (same.isPresent() && state.restraint().veto(image.digest()).isEmpty()) {
            return new Change.None("It is pinned to %s already, since %s by %s."
                    .formatted(
                            Situation.shown(image), same.get().at(), same.get().by()));
        }
        Pin pin = new Pin(image, now.by().arn(), now.now());
        return now.admitted(
                state.withFollowing(state.following().withPin(Optional.of(pin)))
                        .withRestraint(state.restraint().lifted(image.digest())),
                Cause.PIN,
                "Pinned",
                image.uri(),
                "Pinned to %s.".formatted(Situation.shown(image)));
    }

    Change unpin(Situation now) {
        now.declared();
        TargetState state = now.state();
        Pin pin = state.following()
                .pin()
                .orElseThrow(() -> Refusal.of(
                                Code.NOT_PINNED,
                                "It is not pinned: it follows the newest image that its policy accepts.")
                        .refused());
        String newest = state.following()
                .newest()
                .map(Newest::image)
                .map(image ->
                        "it follows %s, the newest image that its policy accepts".formatted(Situation.shown(image)))
                .orElse("no image is there that its policy accepts");
        return now.admitted(
                state.withFollowing(state.following().withPin(Optional.empty())),
                Cause.RELEASE,
                "Unpinned",
                pin.image().uri(),
                "Pinned to %s no more: %s.".formatted(Situation.shown(pin.image()), newest));
    }

    private Image resolved(Situation now, ImageName name) {
        Repository repository = now.declared().repository();
        return name.tag()
                .map(tag -> tagged(repository, tag, name))
                .orElseGet(() -> known(now, repository, name.digest().orElseThrow()));
    }

    private Image tagged(Repository repository, Tag tag, ImageName name) {
        Image there = images.find(repository, tag)
                .map(Found::image)
                .orElseThrow(() -> Refusal.of(
                                Code.NO_SUCH_IMAGE,
                                "%s has no tag %s: name a tag that it has.".formatted(repository.name(), tag))
                        .about("image", name.toString())
                        .among(near(repository, tag))
                        .refused());
        if (name.digest().filter(digest -> !digest.equals(there.digest())).isPresent()) {
            throw Refusal.of(
                            Code.NO_SUCH_IMAGE,
                            "The tag %s is on %s now: name the digest alone to pin another image."
                                    .formatted(tag, there.digest()))
                    .about("image", name.toString())
                    .refused();
        }
        return there;
    }

    private List<String> near(Repository repository, Tag tag) {
        List<String> tags = images.list(repository).stream()
                .map(found -> found.image().tag().value())
                .filter(value -> !value.startsWith(Tag.OWN_PREFIX))
                .toList();
        return Nearest.to(tag.value(), tags);
    }

    /** A digest under the tag that it came under, where that is known; else under one that it has. */
    private Image known(Situation now, Repository repository, Digest digest) {
        List<Tag> tags = images.tags(repository, digest)
                .orElseThrow(() -> Refusal.of(
                                Code.NO_SUCH_IMAGE,
                                "%s does not hold this digest: push the image again, or name another."
                                        .formatted(repository.name()))
                        .about("image", digest.value())
                        .refused());
        return remembered(now.state())
                .filter(image ->
                        image.repository().equals(repository) && image.digest().equals(digest))
                .findFirst()
                .or(() -> tags.stream()
                        .min(Comparator.comparing((Tag tag) -> tag.value().startsWith(Tag.OWN_PREFIX))
                                .thenComparing(Tag::value))
                        .map(tag -> new Image(repository, tag, digest)))
                .orElseThrow(() -> Refusal.of(
                                Code.NO_SUCH_IMAGE,
                                "The image has no tag, and an image is deployed under one: tag it first.")
                        .about("image", digest.value())
                        .refused());
    }

    private static Stream<Image> remembered(TargetState state) {
        Stream<Image> served = Stream.concat(state.serving().live().stream(), state.serving().earlier().stream())
                .map(Served::image);
        return Stream.concat(state.following().newest().map(Newest::image).stream(), served);
    }
}
