package slipway.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import slipway.infra.environment.Environment;
import slipway.infra.environment.Environments;
import slipway.infra.foundation.Foundation;
import slipway.infra.function.Deployment;
import slipway.infra.policy.RolePaths;
import slipway.infra.sample.SampleAgents;
import slipway.infra.sample.SampleRepositories;
import slipway.infra.sample.SampleTeam;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.PermissionsBoundary;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;

/** Synthesizes one environment's assembly: {@code SlipwayApp [environment [output directory]]}. */
public final class SlipwayApp {
    private final Environment environment;
    private final Path code;

    SlipwayApp(Environment environment, Path code) {
        this.environment = environment;
        this.code = code;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.err));
    }

    private static int run(String[] args, PrintStream problems) {
        try {
            var root = Path.of(System.getProperty("slipway.root", "")).toAbsolutePath();
            var name = args.length > 0 ? args[0] : System.getenv().getOrDefault("SLIPWAY_ENVIRONMENT", "local");
            var output = args.length > 1
                    ? Path.of(args[1])
                    : root.resolve("infra/cdk/cdk.out").resolve(name);
            var environment =
                    Environments.read(root.resolve("infra/environments.json")).get(name);
            new SlipwayApp(environment, code(root)).synthesize(output.toAbsolutePath());
            return 0;
        } catch (IllegalArgumentException e) {
            problems.println(e.getMessage());
            return 1;
        }
    }

    private static Path code(Path root) {
        var zip = root.resolve(System.getProperty("slipway.functions", "functions/target/functions.zip"));
        if (!Files.isRegularFile(zip)) {
            throw new IllegalArgumentException(zip + " is missing: run ./mvnw package -pl functions");
        }
        return zip;
    }

    /** Writes the assembly into {@code output}. */
    void synthesize(Path output) {
        var app = new App(settings(output));
        environment.tags().forEach((key, value) -> Tags.of(app).add(key, value));
        var foundation = new Foundation(app, environment, props("foundation"));
        var deployment = new Deployment(environment, foundation, code);
        var controlPlane = new ControlPlane(app, deployment, props("control-plane"));
        if (environment.sample()) {
            sample(app, controlPlane);
        }
        var organisation = environment.organisation();
        if (!organisation.rolePath().equals("/")) {
            Aspects.of(app).add(new RolePaths(organisation.rolePath()));
        }
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().reports(false).build());
        app.synth();
    }

    /** Agents come after their repositories have been pushed to, and after the roles that their targets grant to. */
    private void sample(App app, ControlPlane controlPlane) {
        var repositories = new SampleRepositories(app, environment, props("sample-repositories"));
        var agents = List.of(
                new SampleAgents(app, environment, props("sample-agents")),
                new SampleTeam(app, environment, props("sample-team")));
        agents.forEach(stack -> {
            stack.addStackDependency(repositories);
            stack.addStackDependency(controlPlane);
        });
    }

    /** Whatever would name this machine or this moment stays out, so that the same input gives the same bytes. */
    private AppProps settings(Path output) {
        var context = new TreeMap<String, Object>();
        context.put("aws:cdk:enable-path-metadata", false);
        context.put("aws:cdk:enable-asset-metadata", false);
        // The foundation cannot lose what the control plane uses.
        context.put("@aws-cdk/core:defaultCrossStackReferences", "strong");
        return AppProps.builder()
                .outdir(output.toString())
                .analyticsReporting(false)
                .treeMetadata(false)
                .stackTraces(false)
                .context(context)
                .defaultStackSynthesizer(synthesizer())
                .build();
    }

    private DefaultStackSynthesizer synthesizer() {
        var synthesizer = DefaultStackSynthesizer.Builder.create()
                // The command that deploys checks the bootstrap version by itself.
                .generateBootstrapVersionRule(false);
        environment.organisation().qualifier().ifPresent(synthesizer::qualifier);
        return synthesizer.build();
    }

    private StackProps props(String stack) {
        var names = environment.names();
        var props = StackProps.builder()
                .stackName(names.of(stack))
                .env(software.amazon.awscdk.Environment.builder()
                        .account(names.account())
                        .region(names.region())
                        .build())
                .terminationProtection(environment.production());
        environment
                .organisation()
                .permissionsBoundary()
                .map(SlipwayApp::boundary)
                .ifPresent(props::permissionsBoundary);
        return props.build();
    }

    private static PermissionsBoundary boundary(String nameOrArn) {
        return nameOrArn.startsWith("arn:")
                ? PermissionsBoundary.fromArn(nameOrArn)
                : PermissionsBoundary.fromName(nameOrArn);
    }
}
