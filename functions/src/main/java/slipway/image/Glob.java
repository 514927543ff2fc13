package slipway.image;

import java.util.regex.Pattern;

/** A pattern over tags: {@code *} stands for any run of characters, {@code ?} for one. Takes at most length times length steps. */
record Glob(String pattern) {
    private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9._*?-]{1,128}");

    Glob {
        if (!GLOB.matcher(pattern).matches()) {
            throw new InvalidImage(
                    "glob", pattern, "write 1 to 128 characters that a tag may hold, * for any run and ? for one");
        }
    }

    boolean matches(String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                resume = at;
            } else if (in < pattern.length() && (pattern.charAt(in) == '?' || pattern.charAt(in) == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                // Only the last star needs to grow: an earlier one could not reach further than it already did.
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(in).chars().allMatch(left -> left == '*');
    }
}
