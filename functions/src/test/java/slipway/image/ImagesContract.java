package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Images} does; run against the fake, and against the local cloud. */
public abstract class ImagesContract {
    private final Tag tag = new Tag("1.4.2");

    /** What is tested. */
    protected abstract Images images();

    /** A repository that is there and holds nothing yet. */
    protected abstract Repository repository();

    /** Pushes an image whose digest depends on the content, and returns the digest. */
    protected abstract Digest push(Tag tag, String content, Set<String> platforms);

    @Test
    void findsTheImageBehindATag() {
        var digest = push(tag, "one", Set.of("linux/arm64"));
        assertThat(images().find(repository(), tag))
                .hasValueSatisfying(found -> assertThat(found.image()).isEqualTo(new Image(repository(), tag, digest)));
    }

    @Test
    void findsWhatATagPointsToNow() {
        push(tag, "one", Set.of("linux/arm64"));
        var second = push(tag, "two", Set.of("linux/arm64"));
        assertThat(images().find(repository(), tag).orElseThrow().image().digest())
                .isEqualTo(second);
    }

    @Test
    void findsNothingBehindATagThatIsNotThere() {
        assertThat(images().find(repository(), tag)).isEmpty();
    }

    @Test
    void findsNothingInARepositoryThatIsNotThere() {
        var absent = new Repository(repository().account(), repository().region(), "not/there");
        assertThat(images().find(absent, tag)).isEmpty();
        assertThat(images().list(absent)).isEmpty();
        assertThat(images().describe(new Image(absent, tag, Samples.digest("a"))))
                .isEmpty();
    }

    @Test
    void describesADigestUnderWhateverTag() {
        var digest = push(tag, "one", Set.of("linux/amd64"));
        var image = new Image(repository(), new Tag("gone"), digest);
        assertThat(images().describe(image)).hasValueSatisfying(details -> {
            assertThat(details.digest()).isEqualTo(digest);
            assertThat(details.status()).isEqualTo("ACTIVE");
            assertThat(details.platforms()).containsExactly("linux/amd64");
            assertThat(details.tags()).containsExactly(tag);
            assertThat(details.sizeBytes()).isPositive();
        });
    }

    @Test
    void tellsTheTagsThatADigestHasNow() {
        var first = push(tag, "one", Set.of("linux/arm64"));
        var second = push(tag, "two", Set.of("linux/arm64"));
        assertThat(images().tags(repository(), first))
                .hasValueSatisfying(tags -> assertThat(tags).isEmpty());
        assertThat(images().tags(repository(), second))
                .hasValueSatisfying(tags -> assertThat(tags).containsExactly(tag));
        assertThat(images().tags(repository(), Samples.digest("a"))).isEmpty();
    }

    @Test
    void tellsByOneCallHowItHoldsADigest() {
        var digest = push(tag, "one", Set.of("linux/arm64"));
        push(new Tag("same"), "one", Set.of("linux/arm64"));
        assertThat(images().held(repository(), digest)).hasValueSatisfying(held -> {
            assertThat(held.status()).isEqualTo(Held.ACTIVE);
            assertThat(held.tags()).containsExactlyInAnyOrder(tag, new Tag("same"));
        });
        assertThat(images().held(repository(), Samples.digest("a"))).isEmpty();
    }

    @Test
    void describesNoDigestThatIsNotThere() {
        push(tag, "one", Set.of("linux/arm64"));
        assertThat(images().describe(new Image(repository(), tag, Samples.digest("a"))))
                .isEmpty();
    }

    @Test
    void listsEveryTagWithItsImage() {
        var first = push(tag, "one", Set.of("linux/arm64"));
        push(new Tag("same"), "one", Set.of("linux/arm64"));
        var second = push(new Tag("other"), "two", Set.of("linux/arm64"));
        assertThat(images().list(repository()))
                .extracting(Found::image)
                .containsExactlyInAnyOrder(
                        new Image(repository(), tag, first),
                        new Image(repository(), new Tag("same"), first),
                        new Image(repository(), new Tag("other"), second));
    }

    @Test
    void aSecondTagDoesNotMakeADigestYounger() {
        push(tag, "one", Set.of("linux/arm64"));
        var before = images().find(repository(), tag).orElseThrow().pushedAt();
        push(new Tag("again"), "one", Set.of("linux/arm64"));
        assertThat(images().find(repository(), new Tag("again")).orElseThrow().pushedAt())
                .isEqualTo(before);
    }
}
