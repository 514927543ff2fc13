package slipway.local.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipway.local.LocalCloud;

/** The story as {@code scripts/local.sh} tells it: between them its chapters call most of what roles are granted. */
@Timeout(900)
class StoryIT {

    @Test
    void everyChapterEndsAsItMust() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        boolean whole;
        try (LocalCloud cloud = Stage.open(Templates.synthesized(), 30)) {
            whole = Telling.isWhole(cloud, Stage.PLACE, new PrintStream(told, true, UTF_8));
        }
        System.out.println(told.toString(UTF_8));
        assertThat(whole).as(() -> lastChapter(told.toString(UTF_8))).isTrue();
    }

    /** What was told from the chapter on that did not end as it must: what went before it says nothing about why. */
    private static String lastChapter(String told) {
        return told.substring(Math.max(0, told.lastIndexOf("\n\n", Math.max(0, told.indexOf('✗')))));
    }
}
