package slipway.seal;

import java.util.HashMap;
import java.util.Map;

/** A seal in memory: what is sealed tells nothing, and opens for its own context alone. */
public final class InMemorySeal implements Seal {
    private final Map<String, byte[]> sealed = new HashMap<>();

    @Override
    public synchronized String seal(byte[] plain, String context) {
        String text = "sealed-" + (sealed.size() + 1);
        sealed.put(key(text, context), plain.clone());
        return text;
    }

    @Override
    public synchronized byte[] open(String text, String context) {
        byte[] plain = sealed.get(key(text, context));
        if (plain == null) {
            throw new IllegalArgumentException("it is damaged, or sealed for another context than " + context);
        }
        return plain.clone();
    }

    private static String key(String text, String context) {
        return text + " for " + context;
    }
}
