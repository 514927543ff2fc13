package slipway.infra.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.environment.Environment;
import slipway.infra.environment.Kept;
import slipway.infra.environment.LogRetention;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** A handler's function: a role that allows what it calls and no more, its own log group, and the alias that callers name. */
public final class HandlerFunction extends Construct {
    private final Handler handler;
    private final Names names;
    private final Role role;
    private final Construct policy;
    private final Alias alias;

    /**
     * @param calls what the handler may call, besides writing its own log
     * @param settings variables besides prefix, environment and the ledger's table
     */
    public HandlerFunction(
            Construct scope,
            Handler handler,
            Deployment deployment,
            List<PolicyStatement> calls,
            SortedMap<String, String> settings) {
        super(scope, handler.id());
        this.handler = handler;
        this.names = deployment.environment().names();
        var logs = logs(deployment.environment());
        var statements = new ArrayList<>(calls);
        statements.add(Allow.on(List.of(logs.getLogGroupArn()), "logs:CreateLogStream", "logs:PutLogEvents"));
        var vpc = deployment.environment().organisation().network().map(network -> new VpcAccess(this, network));
        var attached = new ArrayList<ManagedPolicy>();
        vpc.map(access -> access.policy(handler, names)).ifPresent(attached::add);
        if (handler.grownByTargets()) {
            var managed = managed(statements);
            attached.add(managed);
            this.role = role(attached, new TreeMap<>());
            this.policy = managed;
        } else {
            this.role = role(attached, inline(statements));
            this.policy = role;
        }
        var function = function(deployment, logs, variables(deployment, settings), vpc);
        this.alias = Alias.Builder.create(this, "Live")
                .aliasName(Handler.ALIAS)
                .version(function.getCurrentVersion())
                .build();
    }

    /** What rules, mappings and states call; never the function itself. */
    public Alias alias() {
        return alias;
    }

    /** What holds its statements, to acknowledge what stands there. */
    public Construct policy() {
        return policy;
    }

    private LogGroup logs(Environment environment) {
        return LogGroup.Builder.create(this, "Logs")
                .logGroupName("/aws/lambda/" + names.of(handler.suffix()))
                .retention(LogRetention.of(environment.logRetentionDays()))
                .removalPolicy(environment.removalOf(Kept.LOGS))
                .build();
    }

    private Role role(List<ManagedPolicy> managed, SortedMap<String, PolicyDocument> inline) {
        return Role.Builder.create(this, "Role")
                .roleName(handler.roleName(names))
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .managedPolicies(managed)
                .inlinePolicies(inline)
                .build();
    }

    private static SortedMap<String, PolicyDocument> inline(List<PolicyStatement> statements) {
        var policies = new TreeMap<String, PolicyDocument>();
        policies.put(
                "calls", PolicyDocument.Builder.create().statements(statements).build());
        return policies;
    }

    /** Counts apart from the policies in line, whose 10,240 characters are the targets' then. */
    private ManagedPolicy managed(List<PolicyStatement> statements) {
        return ManagedPolicy.Builder.create(this, "Policy")
                .managedPolicyName(handler.roleName(names))
                .description("What every rollout may call; what a target adds stands in the role's policies.")
                .statements(statements)
                .build();
    }

    private Function function(
            Deployment deployment, LogGroup logs, SortedMap<String, String> variables, Optional<VpcAccess> vpc) {
        var function = Function.Builder.create(this, "Function")
                .functionName(names.of(handler.suffix()))
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler(handler.entry())
                .code(Code.fromAsset(deployment.code().toString()))
                .memorySize(1024)
                .timeout(Duration.seconds(handler.timeout().toSeconds()))
                .environment(variables)
                .role(role)
                .logGroup(logs);
        vpc.ifPresent(access -> access.apply(function));
        if (!handler.snapStart()) {
            return function.build();
        }
        var snapping = function.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS).build();
        // The warning says that only published versions start from a snapshot: callers name the alias.
        Annotations.of(snapping).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
        return snapping;
    }

    private SortedMap<String, String> variables(Deployment deployment, SortedMap<String, String> settings) {
        var variables = new TreeMap<>(settings);
        variables.put("SLIPWAY_PREFIX", names.prefix());
        variables.put("SLIPWAY_ENVIRONMENT", names.environment());
        if (handler.usesLedger()) {
            variables.put("SLIPWAY_TABLE", deployment.foundation().table().getTableName());
        }
        return variables;
    }
}
