package slipway.customresource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import slipway.customresource.KeptRequest.Status;

/** What every implementation of {@link Requests} does; run against the fake, and against the local cloud. */
public abstract class RequestsContract {
    private static final String KEY = "a".repeat(64);
    private static final KeptRequest FRESH = new KeptRequest(
            KEY,
            0,
            Status.WORKING,
            "Create Custom::Thing",
            "Thing",
            Instant.parse("2026-11-21T12:00:00.123456789Z"),
            "sealed",
            "");

    /** What is tested, with nothing in it. */
    protected abstract Requests requests();

    @Test
    void findsNothingThatWasNotKept() {
        assertThat(requests().find(KEY)).isEmpty();
    }

    @Test
    void keepsARequestAsItIs() {
        assertThat(requests().keep(FRESH)).isEqualTo(FRESH.withRevision(1));
        assertThat(requests().find(KEY)).contains(FRESH.withRevision(1));
    }

    @Test
    void theFirstOfAKeyStays() {
        KeptRequest first = requests().save(requests().keep(FRESH).withProgress("half"));
        assertThat(requests().keep(FRESH)).isEqualTo(first);
        assertThat(requests().find(KEY)).contains(first);
    }

    @Test
    void aRequestMovesToItsEnd() {
        KeptRequest kept = requests().keep(FRESH);
        kept = requests().save(kept.withProgress("half"));
        kept = requests().save(kept.decided("answer"));
        assertThat(requests().find(KEY)).contains(kept);
        kept = requests().save(kept.answered());
        assertThat(requests().find(KEY)).contains(kept).get().satisfies(end -> {
            assertThat(end.status()).isEqualTo(Status.ANSWERED);
            assertThat(end.sealed() + end.progress()).isEmpty();
        });
    }

    @Test
    void whoeverReadEarlierDoesNotWriteOverSomebodyElse() {
        KeptRequest kept = requests().keep(FRESH);
        KeptRequest decided = requests().save(kept.decided("answer"));
        assertThatThrownBy(() -> requests().save(kept.decided("another")))
                .isInstanceOf(RequestConflict.class)
                .hasMessageContaining(KEY);
        assertThat(requests().find(KEY)).contains(decided);
    }

    @Test
    void whatIsGoneIsNotWrittenAgain() {
        assertThatThrownBy(() -> requests().save(FRESH.withRevision(3))).isInstanceOf(RequestConflict.class);
        assertThat(requests().find(KEY)).isEmpty();
    }
}
