package slipway.infra.operate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/**
 * The addresses of the two functions, where they are found, and who may use them.
 *
 * <p>A function URL takes two permissions: on the URL, and on the function. The second is given for calls through the URL only: who calls the function past its URL could write into the event whom AWS is said to have verified (docs.aws.amazon.com/lambda/latest/dg/urls-auth.html).
 */
final class Entries {
    private final Construct scope;
    private final Names names;

    Entries(Construct scope, Names names, HandlerFunction operator, HandlerFunction status) {
        this.scope = scope;
        this.names = names;
        var orders = address("Operator", "operator-url", operator);
        var views = address("Status", "status-url", status);
        policy(
                "Operators",
                "operator",
                "Gives orders to Slipway, and sees how things stand.",
                entries(operator, status),
                orders,
                views);
        policy("Viewers", "viewer", "Sees how things stand in Slipway.", entries(status), views);
    }

    private StringParameter address(String id, String name, HandlerFunction function) {
        var url = function.alias()
                .addFunctionUrl(FunctionUrlOptions.builder()
                        .authType(FunctionUrlAuthType.AWS_IAM)
                        .build());
        return StringParameter.Builder.create(scope, id + "Url")
                .parameterName(names.parameter(name))
                .description("Where slipway's command finds the function " + names.of(name.replace("-url", "")))
                .stringValue(url.getUrl())
                .build();
    }

    private static List<PolicyStatement> entries(HandlerFunction... functions) {
        var aliases = Arrays.stream(functions)
                .map(function -> function.alias().getFunctionArn())
                .toList();
        return List.of(
                Allow.where(
                        Allow.stringEquals("lambda:FunctionUrlAuthType", "AWS_IAM"),
                        aliases,
                        "lambda:InvokeFunctionUrl"),
                Allow.where(Allow.isTrue("lambda:InvokedViaFunctionUrl"), aliases, "lambda:InvokeFunction"));
    }

    private void policy(
            String id, String name, String description, List<PolicyStatement> entries, StringParameter... addresses) {
        var found =
                Arrays.stream(addresses).map(StringParameter::getParameterArn).toList();
        ManagedPolicy.Builder.create(scope, id)
                .managedPolicyName(names.of(name))
                .description(description)
                .statements(Stream.concat(entries.stream(), Stream.of(Allow.on(found, "ssm:GetParameter")))
                        .toList())
                .build();
    }
}
