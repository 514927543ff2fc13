package slipway.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import slipway.ledger.Finding;
import slipway.ledger.TargetState;

/** What a heal goes by, as a hash: what was seen, what its owner wanted of the target then, and whether a hold kept it. */
final class Evidence {
    private Evidence() {}

    static String of(Finding finding, TargetState state) {
        String seen = String.join(
                "\n",
                finding.reason().name(),
                finding.subject(),
                finding.detail(),
                state.declaration().orElse(""),
                state.restraint().hold().map(hold -> "held").orElse(""));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(seen.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }
}
