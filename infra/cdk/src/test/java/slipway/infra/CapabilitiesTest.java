package slipway.infra;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

@AnalyzeClasses(packages = "slipway.infra", importOptions = DoNotIncludeTests.class)
class CapabilitiesTest {

    @ArchTest
    static void packagesDoNotGoInCircles(JavaClasses classes) {
        slices().matching("slipway.infra.(*)..").should().beFreeOfCycles().check(classes);
    }
}
