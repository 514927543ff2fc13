package slipway.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link Seal} does. */
public abstract class SealContract {
    private static final String CONTEXT = "request/1/asked";

    protected abstract Seal seal();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 300_000})
    void opensWhatItSealed(int length) {
        byte[] plain = new byte[length];
        Arrays.fill(plain, (byte) 'x');
        assertThat(seal().open(seal().seal(plain, CONTEXT), CONTEXT)).isEqualTo(plain);
    }

    @Test
    void whatIsSealedDoesNotShow() {
        assertThat(seal().seal(bytes("hunter2"), CONTEXT)).doesNotContain("hunter2");
    }

    @Test
    void theSameTextIsSealedDifferentlyEachTime() {
        assertThat(seal().seal(bytes("hunter2"), CONTEXT)).isNotEqualTo(seal().seal(bytes("hunter2"), CONTEXT));
    }

    @Test
    void itOpensForNothingElse() {
        String sealed = seal().seal(bytes("hunter2"), CONTEXT);
        assertThatThrownBy(() -> seal().open(sealed, "request/2/asked"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged, or belongs to something else");
    }

    @Test
    void whatWasNeverSealedDoesNotOpen() {
        assertThatThrownBy(() -> seal().open("bm9ib2R5IHNlYWxlZCB0aGlzLCBub2JvZHkgZXZlciBkaWQ=", CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
