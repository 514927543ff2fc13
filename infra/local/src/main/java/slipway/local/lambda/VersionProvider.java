package slipway.local.lambda;

import java.util.Map;
import java.util.Set;
import slipway.local.assembly.Properties;
import slipway.local.assembly.ResourceProvider;

/** Makes the versions of functions, and the aliases that lead to them. */
public final class VersionProvider implements ResourceProvider {
    private static final String VERSION = "AWS::Lambda::Version";

    private final Functions functions;

    public VersionProvider(Lambdas lambdas) {
        this.functions = lambdas.functions();
    }

    @Override
    public Set<String> types() {
        return Set.of(VERSION, "AWS::Lambda::Alias");
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals(VERSION) ? version(wanted) : alias(wanted);
    }

    /** A version is what it is: another one is published. An alias moves. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        return make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        FunctionRef ref = FunctionRef.parse(made.physicalId());
        if (was.type().equals(VERSION)) {
            functions.unpublish(ref.name(), ref.qualifierOrLatest());
        } else {
            functions.unalias(ref.name(), ref.qualifierOrLatest());
        }
    }

    private Made version(Wanted wanted) {
        Properties properties = new Properties(wanted);
        String name = FunctionRef.parse(properties.text("FunctionName")).name();
        properties.withoutEffect("Description", "CodeSha256").refuseOthers();
        String number = functions.publish(name);
        String arn = functions.arn(new FunctionRef(name, number));
        return new Made(arn, Map.of("FunctionArn", arn, "Version", number));
    }

    private Made alias(Wanted wanted) {
        Properties properties = new Properties(wanted);
        String name = FunctionRef.parse(properties.text("FunctionName")).name();
        String alias = properties.text("Name");
        functions.alias(name, alias, properties.text("FunctionVersion"));
        properties.withoutEffect("Description").refuseOthers();
        String arn = functions.arn(new FunctionRef(name, alias));
        return new Made(arn, Map.of("AliasArn", arn));
    }
}
