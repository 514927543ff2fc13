package slipway.local.lambda;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import slipway.local.assembly.Properties;
import slipway.local.assembly.ResourceProvider;

/** Makes function URLs. */
public final class UrlProvider implements ResourceProvider {
    private static final Pattern ALIAS = Pattern.compile("(?!\\d+$)[A-Za-z0-9_-]{1,128}");

    private final Functions functions;
    private final FunctionUrls urls;
    private final Supplier<String> endpoint;

    public UrlProvider(Lambdas lambdas, LambdaSettings settings) {
        this.functions = lambdas.functions();
        this.urls = lambdas.urls();
        this.endpoint = settings.endpoint();
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::Lambda::Url");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = new Properties(wanted);
        FunctionUrl.AuthType authType = authType(properties);
        FunctionRef function = function(properties);
        if (!properties.optional("InvokeMode").orElse("BUFFERED").equals("BUFFERED")) {
            throw properties.problem("InvokeMode", "is not BUFFERED, the only one of the local cloud");
        }
        properties.refuseOthers();
        functions.target(function);
        String arn = functions.arn(function);
        FunctionUrl url = urls.create(arn, function, authType);
        String address = endpoint.get() + FunctionUrls.PATH + url.id() + "/";
        return new Made(arn, Map.of("FunctionUrl", address, "FunctionArn", arn));
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        urls.delete(made.physicalId());
        return make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        urls.delete(made.physicalId());
    }

    private static FunctionUrl.AuthType authType(Properties properties) {
        String wanted = properties.text("AuthType");
        return Arrays.stream(FunctionUrl.AuthType.values())
                .filter(type -> type.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> properties.problem("AuthType", "is neither AWS_IAM nor NONE: " + wanted));
    }

    private static FunctionRef function(Properties properties) {
        FunctionRef target = FunctionRef.parse(properties.text("TargetFunctionArn"));
        FunctionRef function =
                target.withQualifier(properties.optional("Qualifier").orElse(null));
        String qualifier = function.qualifier();
        if (qualifier != null && !ALIAS.matcher(qualifier).matches()) {
            throw properties.problem("Qualifier", "is not an alias: " + qualifier);
        }
        return function;
    }
}
