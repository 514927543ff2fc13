package slipway.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Seals without a secret: what is sealed cannot be read at a glance, and opens for its context alone. */
public final class InMemorySeal implements Seal {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public String seal(byte[] plain, String context) {
        return String.join(
                ".",
                String.valueOf(count.incrementAndGet()),
                text(context.getBytes(StandardCharsets.UTF_8)),
                text(plain));
    }

    @Override
    public byte[] open(String sealed, String context) {
        String[] parts = sealed.split("\\.", -1);
        byte[] expected = context.getBytes(StandardCharsets.UTF_8);
        if (parts.length != 3 || !Arrays.equals(Base64.getDecoder().decode(parts[1]), expected)) {
            throw new IllegalArgumentException("what was sealed is damaged, or belongs to something else");
        }
        return Base64.getDecoder().decode(parts[2]);
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
