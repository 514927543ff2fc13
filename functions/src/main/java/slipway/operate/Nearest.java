package slipway.operate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant. */
final class Nearest {
    private static final int SHOWN = 5;

    private Nearest() {}

    /** The names that it takes the fewest letters to turn into the given one, nearest first; five at the most. */
    static List<String> to(String given, Collection<String> names) {
        return names.stream()
                .sorted(Comparator.<String>comparingInt(name -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /** Levenshtein's distance. */
    private static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[to.length()];
    }
}
