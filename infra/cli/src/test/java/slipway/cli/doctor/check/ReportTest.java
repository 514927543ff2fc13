package slipway.cli.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.model.IamException;

class ReportTest {
    private record Asked(String name, Supplier<List<Finding>> answer) implements Check {
        @Override
        public List<Finding> look() {
            return answer.get();
        }
    }

    private static Report failing(RuntimeException failure) {
        return Report.of(new Asked("x", () -> {
            throw failure;
        }));
    }

    @Test
    void whatAwsDeniesIsAFindingThatNamesTheAction() {
        var report = failing(IamException.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .errorMessage(
                                "User: arn:aws:iam::1:user/eve is not authorized to perform: iam:ListRoles on resource: *")
                        .build())
                .build());
        assertThat(report.denied()).isTrue();
        assertThat(report.made()).isFalse();
        assertThat(report.hasProblem()).isFalse();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.what())
                    .startsWith("Nobody could look: arn:aws:iam::1:user/eve may not iam:ListRoles on *");
            assertThat(finding.remedy()).contains("docs/operating.md");
        });
    }

    @Test
    void whatFailsOtherwiseIsNotDenied() {
        var report = failing(
                FailureClassifier.of("bedrock-agentcore:ListAgentRuntimes", 500, "InternalServerException", "oh"));
        assertThat(report.denied()).isFalse();
        assertThat(report.findings())
                .singleElement()
                .extracting(Finding::remedy)
                .asString()
                .startsWith("Look again");
    }

    @Test
    void theControlPlanesOwnWordsAreKept() {
        var report = failing(new Failure(Exit.NOT_ALLOWED, "You may not.\nAttach the policy."));
        assertThat(report.denied()).isTrue();
        assertThat(report.findings())
                .containsExactly(Finding.warning("Nobody could look: You may not.", "Attach the policy."));
    }

    @Test
    void aCheckThatBreaksStopsNoOther() {
        var ended = new ArrayList<Report>();
        var wrong = Finding.problem("It is broken.", "Mend it.");
        var reports = Examination.of(
                List.of(
                        new Asked("broken", () -> {
                            throw new IllegalStateException("so it is");
                        }),
                        new Asked("bad", () -> List.of(wrong)),
                        new Asked("good", List::of)),
                ended::add);
        assertThat(reports)
                .isEqualTo(ended)
                .extracting(Report::check)
                .containsExactlyInAnyOrder("broken", "bad", "good");
        assertThat(reports)
                .filteredOn(Report::hasProblem)
                .extracting(Report::findings)
                .containsExactly(List.of(wrong));
        assertThat(reports)
                .filteredOn(report -> report.check().equals("broken"))
                .flatExtracting(Report::findings)
                .extracting(Finding::what)
                .asString()
                .contains("this check broke", "so it is");
    }

    @Test
    void whatComesFromOutsideCannotForgeALine() {
        assertThat(Finding.problem("a\n✓ b", "\u001b[2J").what()).isEqualTo("a\\u000a✓ b");
    }
}
