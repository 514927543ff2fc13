package slipway.local.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.local.agentcore.Use;

class ProofsTest {
    private static final String SMOKE = "arn:aws:sts::111122223333:assumed-role/slipway-local-smoke-test/1";

    private final Proofs proofs = new Proofs(ProofsTest::build);

    private static Optional<Build> build(String digest) {
        return Arrays.stream(Build.Kind.values())
                .filter(kind -> digest.equals("sha256:" + kind))
                .map(kind -> new Build("agents/support", new Build.Tag(1), digest, kind))
                .findFirst();
    }

    private void asked(String caller, int version, Build.Kind kind) {
        proofs.take(new Use.Invoked(caller, "support-1", "candidate", version, "sha256:" + kind));
    }

    @Test
    void aVersionThatAnsweredASmokeTestWellIsProven() {
        asked(SMOKE, 2, Build.Kind.GOOD);
        assertThat(proofs.has("support-1", 2)).isTrue();
        assertThat(proofs.has("support-1", 1)).isFalse();
        assertThat(proofs.has("support-2", 2)).isFalse();
    }

    @Test
    void oneThatAnsweredWrongIsNot() {
        asked(SMOKE, 2, Build.Kind.WRONG);
        assertThat(proofs.has("support-1", 2)).isFalse();
    }

    @Test
    void whatOthersAskedProvesNothing() {
        asked("arn:aws:iam::111122223333:user/admin", 2, Build.Kind.GOOD);
        assertThat(proofs.has("support-1", 2)).isFalse();
    }
}
