package slipway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The boundaries within the functions. Each rule is shown to fail, too, by the classes of {@code slipway.violation}. */
class ArchitectureTest {
    private static final List<String> CAPABILITIES =
            List.of("publish", "rollout", "smoke", "drift", "resource", "operate");
    private static final List<String> SHARED = List.of(
            "failure",
            "agentruntime",
            "image",
            "target",
            "ledger",
            "time",
            "parameter",
            "event",
            "monitor",
            "admission",
            "limit",
            "seal",
            "customresource");

    /** What the classes that call AWS are called: after the service, or as parts of such a class. */
    private static final Pattern ADAPTER =
            Pattern.compile("(AgentCore|Bus|CloudWatch|Dynamo|Ecr|Kms|Lambda|Ssm|StepFunctions).*"
                    + "|Attributes|ControlPlane|DataPlane|FailureClassifier");

    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant.now",
            "java.time.InstantSource.system",
            "java.time.Clock.systemUTC",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.util.concurrent.locks.LockSupport.parkNanos");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.matches(Pattern.compile(".*/(Dagger[^/]*|[^/]*_[^/]*)\\.class")))
            .importPackages("slipway");
    /** The fakes count as implementations: a port has one here and one for AWS. */
    private static final JavaClasses EVERYTHING = new ClassFileImporter().importPackages("slipway");

    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages("slipway.violation");

    /** @param violation what the rule finds in the classes that break it */
    record Boundary(String name, ArchRule rule, String violation) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Boundary> boundaries() {
        return Stream.of(
                new Boundary("capabilities do not know each other", apart(), "Violations$Neighbour"),
                new Boundary("what they share knows none of them", below(), "Upwards"),
                new Boundary("the kit of custom resources stands alone", alone(), "Slipways"),
                new Boundary("no two packages know each other", acyclic("slipway.(*).."), "publish -> "),
                new Boundary("only components know the wiring", wiring(), "Violations$Wired"),
                new Boundary("only handlers know Lambda", lambda(), "Violations$Lambda"),
                new Boundary("only adapters know AWS's SDK", sdk(), "Violations$Service"),
                new Boundary("only components read the environment", environment(), "Violations.environment"),
                new Boundary("time is given", clocks(), "Violations.clock"),
                new Boundary("an interface earns its place", interfaces(), "Violations$Lonely"));
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void holds(Boundary boundary) {
        assertThat(MAIN).hasSizeGreaterThan(100);
        boundary.rule().check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void canFail(Boundary boundary) {
        ArchRule rule =
                boundary.violation().equals("publish -> ") ? acyclic("slipway.violation.(*)..") : boundary.rule();
        String report = rule.evaluate(VIOLATIONS).getFailureReport().toString();
        assertThat(report.replace("Slice ", "")).contains(boundary.violation());
    }

    private static ArchRule apart() {
        return CompositeArchRule.of(
                CAPABILITIES.stream().map(ArchitectureTest::apart).toList());
    }

    private static ArchRule apart(String capability) {
        String[] others = packages(
                CAPABILITIES.stream().filter(c -> !c.equals(capability)).toList());
        return noClasses()
                .that()
                .resideInAPackage("slipway.." + capability + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }

    private static ArchRule below() {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(SHARED))
                .or()
                .resideInAPackage("slipway..wiring..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(CAPABILITIES));
    }

    /** So that it can serve others: of Slipway it knows what seals, and what a failed call means. */
    private static ArchRule alone() {
        return noClasses()
                .that()
                .resideInAPackage("slipway..customresource..")
                .should()
                .dependOnClassesThat(resideInAPackage("slipway..")
                        .and(resideOutsideOfPackages(packages(List.of("customresource", "seal", "failure")))));
    }

    private static ArchRule acyclic(String packages) {
        return slices().matching(packages).should().beFreeOfCycles();
    }

    private static ArchRule wiring() {
        return noClasses()
                .that(not(named(".*(Component|Parts|Handler)")))
                .and()
                .resideOutsideOfPackage("slipway..wiring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("slipway..wiring..");
    }

    private static ArchRule lambda() {
        return noClasses()
                .that(not(named(".*Handler")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.amazonaws.services.lambda..");
    }

    private static ArchRule sdk() {
        return noClasses()
                .that(not(named(ADAPTER.pattern())))
                .and(not(named(".*(Component|Parts)")))
                .and()
                .resideOutsideOfPackage("slipway..wiring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..");
    }

    private static ArchRule environment() {
        return noClasses()
                .that(not(named(".*(Component|Parts|Handler)")))
                .should()
                .callMethodWhere(target(describe(
                        "System.getenv", method -> method.getFullName().startsWith("java.lang.System.getenv("))));
    }

    private static ArchRule clocks() {
        return noClasses()
                .that(not(named(".*(Component|Parts)")))
                .and()
                .resideOutsideOfPackage("slipway..wiring..")
                .should()
                .callMethodWhere(target(describe("a clock or a sleep", ArchitectureTest::isClock)));
    }

    private static boolean isClock(AccessTarget target) {
        return CLOCKS.contains(target.getOwner().getName() + "." + target.getName());
    }

    private static ArchRule interfaces() {
        return classes().that(INTERFACES).and(not(components())).should(earnTheirPlace());
    }

    private static ArchCondition<JavaClass> earnTheirPlace() {
        return new ArchCondition<>("have two implementations, or be sealed or a function") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean earned = type.reflect().isSealed() || isFunction(type) || implementations(type) > 1;
                events.add(new SimpleConditionEvent(type, earned, type.getName() + " has one implementation"));
            }
        };
    }

    private static boolean isFunction(JavaClass type) {
        return type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                        .count()
                == 1;
    }

    private static long implementations(JavaClass type) {
        return EVERYTHING.get(type.getName()).getAllSubclasses().stream()
                .filter(subclass -> !subclass.isInterface())
                .count();
    }

    /** Dagger implements these; and the compiler makes interfaces of packages. */
    private static DescribedPredicate<JavaClass> components() {
        return describe(
                "components",
                type -> type.isAnnotatedWith(dagger.Component.class)
                        || type.getSimpleName().equals("package-info"));
    }

    private static DescribedPredicate<JavaClass> named(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return describe("named " + regex, type -> {
            String outer = type.getName().replaceAll("\\$.*", "");
            return pattern.matcher(outer.substring(outer.lastIndexOf('.') + 1)).matches();
        });
    }

    private static String[] packages(List<String> names) {
        return names.stream()
                .map(name -> "slipway.." + name + "..")
                .collect(Collectors.toList())
                .toArray(String[]::new);
    }
}
