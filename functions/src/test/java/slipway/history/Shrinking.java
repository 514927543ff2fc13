package slipway.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leaves out of a history whatever it goes wrong without: by halves first, then one by one. */
final class Shrinking {
    private static final int MOST = 2000;

    private int tries;

    /** The shortest that was found to go wrong in the same way. */
    History shortest(History history, String wrong) {
        String kind = kind(wrong);
        List<Step> kept = history.steps();
        for (int chunk = Math.max(1, kept.size() / 2); chunk >= 1 && tries < MOST; chunk /= 2) {
            boolean shorter = true;
            while (shorter) {
                List<Step> left = without(history, kept, chunk, kind);
                shorter = left.size() < kept.size() && chunk == 1;
                kept = left;
            }
        }
        return history.with(kept);
    }

    private List<Step> without(History history, List<Step> steps, int chunk, String kind) {
        List<Step> kept = steps;
        for (int from = 0; from < kept.size() && tries < MOST; ) {
            List<Step> left = new ArrayList<>(kept.subList(0, from));
            left.addAll(kept.subList(Math.min(kept.size(), from + chunk), kept.size()));
            tries++;
            Optional<String> wrong = history.with(left).happen(new Census());
            if (wrong.filter(what -> kind(what).equals(kind)).isPresent()) {
                kept = left;
            } else {
                from += chunk;
            }
        }
        return kept;
    }

    /** What is wrong without what it is wrong with: numbers, digests and names differ when steps are left out. */
    static String kind(String wrong) {
        return wrong.replaceAll("sha256:[0-9a-f]+|[0-9]+|support-next|support|catalog", "#")
                .replaceAll("^(.{0,60}).*", "$1");
    }
}
