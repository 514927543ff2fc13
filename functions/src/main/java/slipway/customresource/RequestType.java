package slipway.customresource;

import java.util.Optional;

/** What CloudFormation wants of a resource. */
enum RequestType {
    CREATE("Create"),
    UPDATE("Update"),
    DELETE("Delete");

    private final String word;

    RequestType(String word) {
        this.word = word;
    }

    static Optional<RequestType> of(String word) {
        for (RequestType each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** As CloudFormation writes it. */
    String word() {
        return word;
    }
}
