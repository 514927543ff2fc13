package slipway.local;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The local cloud stands in for AWS, and so knows nothing of what runs on it. */
class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("slipway.local");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("slipway.local");

    private static final ArchRule KNOWS_NO_FUNCTION = noClasses()
            .should()
            .dependOnClassesThat(describe("are of the functions or of the stacks", ArchitectureTest::isForeign));

    @Test
    void theCloudKnowsNothingOfTheFunctionsThatItRuns() {
        assertThat(MAIN).hasSizeGreaterThan(100);
        KNOWS_NO_FUNCTION.check(MAIN);
    }

    @Test
    void itsTestsDoSoThatTheRuleIsSeenToFail() {
        assertThat(KNOWS_NO_FUNCTION.evaluate(TESTS).hasViolation()).isTrue();
    }

    @Test
    void noTwoServicesKnowEachOther() {
        slices().matching("slipway.local.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void cyclesAreSeenWhereThereAreSome() {
        JavaClasses another = new ClassFileImporter().importPackages("com.tngtech.archunit.core");
        assertThat(slices().matching("com.tngtech.archunit.core.(*)..")
                        .should()
                        .beFreeOfCycles()
                        .evaluate(another)
                        .hasViolation())
                .isTrue();
    }

    private static boolean isForeign(JavaClass type) {
        return type.getPackageName().startsWith("slipway.")
                && !(type.getPackageName() + ".").startsWith("slipway.local.");
    }
}
