package slipway.local.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What nobody may ever read where it does not belong: each text that is planted can be told when it is found. */
final class Secrets {
    private static final Pattern PLANTED = Pattern.compile("planted-([A-Z_]+)-[0-9a-f]+-[0-9]+");
    /** Whoever has the address can answer for a resource. */
    private static final Pattern RESPONSE = Pattern.compile("/_cloudformation/response/[0-9a-f-]{36}");

    /** Where a secret is from. */
    enum Sort {
        VARIABLE,
        NO_ECHO,
        ANSWER,
        RESPONSE_URL
    }

    private final String mark;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<String, Sort> planted = new ConcurrentHashMap<>();

    Secrets(long seed) {
        this.mark = Long.toHexString(seed);
    }

    String plant(Sort sort) {
        String secret = "planted-%s-%s-%d".formatted(sort, mark, last.incrementAndGet());
        planted.put(secret, sort);
        return secret;
    }

    int planted() {
        return planted.size();
    }

    /** Looks for them in a text. */
    void in(String text, java.util.function.Consumer<Sort> found) {
        if (text.contains("planted-")) {
            Matcher matcher = PLANTED.matcher(text);
            while (matcher.find()) {
                found.accept(Sort.valueOf(matcher.group(1)));
            }
        }
        if (text.contains("/_cloudformation/") && RESPONSE.matcher(text).find()) {
            found.accept(Sort.RESPONSE_URL);
        }
    }
}
