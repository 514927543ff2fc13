package slipway.cli.verb;

/**
 * Why a person wants something: it stands in the record. 1 to 500 characters.
 *
 * @param text as it was given
 */
public record Reason(String text) {
    static final int MOST = 500;

    public Reason {
        if (text.isBlank() || text.length() > MOST) {
            throw new IllegalArgumentException("%d characters; write a reason of 1 to %d"
                    .formatted(text.strip().length(), MOST));
        }
    }
}
