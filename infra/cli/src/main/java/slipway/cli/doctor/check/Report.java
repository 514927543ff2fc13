package slipway.cli.doctor.check;

import java.util.List;
import slipway.cli.doctor.check.Finding.Severity;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a check came to.
 *
 * @param made whether anybody could look
 * @param denied whether the caller may not look
 */
public record Report(String check, boolean made, boolean denied, List<Finding> findings) {
    private static final String UNKNOWN = "Nobody could look: ";

    public Report {
        findings = List.copyOf(findings);
    }

    /** Makes the check. One that cannot be made is a finding itself, for what it looks at may be wrong. */
    public static Report of(Check check) {
        try {
            return new Report(check.name(), true, false, check.look());
        } catch (AwsFailure failure) {
            return unknown(check, failure);
        } catch (SdkException failure) {
            return unknown(check, FailureClassifier.of(failure));
        } catch (Failure failure) {
            var said = failure.text().split("\n", 2);
            return unknown(
                    check,
                    failure.exit() == Exit.NOT_ALLOWED,
                    said[0],
                    said.length > 1 ? said[1] : "Put that right, then look again.");
        } catch (RuntimeException defect) {
            return unknown(check, false, "this check broke: " + defect, "Report it; the other checks still hold.");
        }
    }

    private static Report unknown(Check check, AwsFailure failure) {
        var denied = failure.kind() == Kind.DENIED;
        return unknown(
                check,
                denied,
                failure.sentence(),
                denied
                        ? "Look with a role that may read: docs/operating.md names what the doctor asks."
                        : "Look again; if it stays so, put right what AWS says.");
    }

    private static Report unknown(Check check, boolean denied, String why, String remedy) {
        return new Report(check.name(), false, denied, List.of(Finding.warning(UNKNOWN + why, remedy)));
    }

    /** Whether something does not work. */
    public boolean hasProblem() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.PROBLEM);
    }
}
