package slipway.local.soak;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What nobody may ever read where it does not belong: each text that is planted can be told when it is found. */
final class Secrets {
    private static final Pattern PLANTED = Pattern.compile("planted-([A-Z_]+)-[0-9a-f]+-[0-9]+");
    /** Whoever has the address can answer for a resource. */
    private static final Pattern RESPONSE = Pattern.compile("/_cloudformation/response/[0-9a-f-]{36}");

    /** Whoever has the token, and is allowed to, can end the wait of an execution. */
    private static final Pattern TOKEN = Pattern.compile("AAAAKgAAAA[I-L][0-9A-Za-z+/]{100,}");

    /** Where a secret is from. */
    enum Sort {
        VARIABLE,
        NO_ECHO,
        ANSWER,
        RESPONSE_URL,
        TASK_TOKEN
    }

    private final String mark;
    private final AtomicInteger last = new AtomicInteger();

    Secrets(long seed) {
        this.mark = Long.toHexString(seed);
    }

    /** A text that nobody else has. */
    String plant(Sort sort) {
        return "planted-%s-%s-%d".formatted(sort, mark, last.incrementAndGet());
    }

    /** Looks for them in a text. */
    void in(String text, Consumer<Sort> found) {
        if (text.contains("planted-")) {
            Matcher matcher = PLANTED.matcher(text);
            while (matcher.find()) {
                found.accept(Sort.valueOf(matcher.group(1)));
            }
        }
        if (text.contains("/_cloudformation/") && RESPONSE.matcher(text).find()) {
            found.accept(Sort.RESPONSE_URL);
        }
        if (text.contains("AAAAKg") && TOKEN.matcher(text).find()) {
            found.accept(Sort.TASK_TOKEN);
        }
    }
}
