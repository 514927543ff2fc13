package slipway.image;

import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import org.semver4j.range.RangeListFactory;

/** An npm-style range. What the library would read as something else than was meant is refused first. */
final class SemverRange {
    private static final int LONGEST = 128;
    private static final String VERSION =
            "v?(?:[0-9]{1,9}|[xX*])(?:\\.(?:[0-9]{1,9}|[xX*])){0,2}(?:-[0-9A-Za-z][0-9A-Za-z.-]*+)?";
    private static final Pattern HYPHEN = Pattern.compile(VERSION + " +- +" + VERSION);
    private static final Pattern COMPARATOR = Pattern.compile("(?:[~^=]|~>|[<>]=?)?" + VERSION);
    private static final Pattern SPACE_AFTER_OPERATOR = Pattern.compile("([~^<>=]) +");
    private static final Pattern SPACES = Pattern.compile(" +");
    /** The library compares numeric identifiers as longs, and throws at more digits. */
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{18}");

    private SemverRange() {}

    static void check(String range) {
        if (range.length() > LONGEST || LONG_NUMBER.matcher(range).find() || !wellFormed(range)) {
            throw new InvalidImage("range", range, "write an npm range, such as 1.x, ^1.4 or >=1.2 <2");
        }
    }

    private static boolean wellFormed(String range) {
        for (var alternative : range.split("\\|\\|", -1)) {
            var text = SPACE_AFTER_OPERATOR.matcher(alternative.strip()).replaceAll("$1");
            if (!HYPHEN.matcher(text).matches() && !comparators(text)) {
                return false;
            }
        }
        return true;
    }

    private static boolean comparators(String text) {
        for (var comparator : SPACES.split(text, -1)) {
            if (!COMPARATOR.matcher(comparator).matches()) {
                return false;
            }
        }
        return true;
    }

    /** The version that a tag spells, a leading v or not. */
    static Optional<Semver> version(Tag tag) {
        return LONG_NUMBER.matcher(tag.value()).find()
                ? Optional.empty()
                : Optional.ofNullable(Semver.parse(tag.value()));
    }

    static boolean holds(String range, boolean preReleases, Semver version) {
        return version.satisfies(RangeListFactory.create(range, preReleases));
    }
}
