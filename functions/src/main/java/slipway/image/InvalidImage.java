package slipway.image;

/** Says which part of an image's name cannot be, what it held, and what to write instead. */
public final class InvalidImage extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 200;

    InvalidImage(String field, String value, String remedy) {
        super("%s \"%s\": %s".formatted(field, shown(value), remedy));
    }

    /** The value comes from outside: cut short and free of control characters, or it could forge log lines. */
    private static String shown(String value) {
        var start = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
