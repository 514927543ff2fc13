package slipway.local.soak;

import java.util.List;
import java.util.Map;
import slipway.local.ecr.ImageSpec;

/** An image that somebody pushed. */
record Build(String repository, Tag tag, String digest, Kind kind) {

    /** A release, {@code 1.0.number}. */
    record Tag(int number) {
        @Override
        public String toString() {
            return "1.0." + number;
        }
    }

    /** How its agent behaves. */
    enum Kind {
        GOOD("{\"answer\":{\"answer\":\"ok\",\"note\":\"%s\"}}", "arm64"),
        /** It answers, and not what is expected. */
        WRONG("{\"answer\":{\"answer\":\"%s\"}}", "arm64"),
        /** It answers well once. */
        FADING("{\"answer\":{\"answer\":\"ok\",\"note\":\"%s\"},\"healthyInvocations\":1}", "arm64"),
        FOREIGN("{\"answer\":{\"answer\":\"ok\",\"note\":\"%s\"}}", "amd64");

        private final String script;
        private final String architecture;

        Kind(String script, String architecture) {
            this.script = script;
            this.architecture = architecture;
        }

        /** Whether a version of it may ever be live: it can pass a test. */
        boolean canPass() {
            return this == GOOD || this == FADING;
        }

        /** @param note that its agent says with every answer */
        ImageSpec image(Tag tag, String note) {
            return new ImageSpec(
                    List.of(architecture),
                    Map.of("slipway.local.agent", script.formatted(note), "version", tag.toString()),
                    0);
        }
    }
}
