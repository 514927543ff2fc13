package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.local.edge.Answer;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Caller;
import slipway.local.edge.Incoming;
import slipway.local.edge.PlainHandler;
import slipway.local.edge.ServiceDouble;

/** Function URLs, and Lambda's API beside them: both are signed for {@code lambda} and told apart by path. */
public final class UrlService implements ServiceDouble, PlainHandler {
    /** Where function URLs are on the one port. */
    public static final String PATH = FunctionUrls.PATH;

    private final Lambdas lambdas;
    private final LambdaSettings settings;
    private final LambdaService api;

    public UrlService(Lambdas lambdas, LambdaService api, LambdaSettings settings) {
        this.lambdas = lambdas;
        this.settings = settings;
        this.api = api;
    }

    @Override
    public Set<String> signingNames() {
        return api.signingNames();
    }

    @Override
    public Set<String> operationNames() {
        return api.operationNames();
    }

    @Override
    public Answer answer(Call call) {
        if (!call.path().startsWith(PATH)) {
            return api.answer(call);
        }
        try {
            FunctionUrl url = url(call.path());
            // A URL that asks nobody does not look at signatures.
            Caller caller = url.authType() == FunctionUrl.AuthType.NONE ? new Caller.Anonymous() : call.caller();
            return invoke(
                    new UrlRequest(
                            url,
                            caller,
                            call.accessKeyId(),
                            call.method(),
                            FunctionUrls.pathBehind(url, call.path()),
                            call.query(),
                            call.headers(),
                            call.body()),
                    call.authorizer());
        } catch (AwsError e) {
            return refused(e);
        }
    }

    /** A request that nobody signed. */
    @Override
    public Answer handle(Incoming request) throws IOException {
        byte[] body = request.body().readAllBytes();
        try {
            FunctionUrl url = url(request.path());
            if (url.authType() == FunctionUrl.AuthType.AWS_IAM) {
                throw forbidden("Missing Authentication Token");
            }
            return invoke(
                    new UrlRequest(
                            url,
                            new Caller.Anonymous(),
                            "",
                            request.method(),
                            FunctionUrls.pathBehind(url, request.path()),
                            request.query(),
                            request.headers(),
                            body),
                    settings.authorizer());
        } catch (AwsError e) {
            return refused(e);
        }
    }

    private FunctionUrl url(String path) {
        return lambdas.urls().at(path).orElseThrow(() -> forbidden("There is no function URL at " + path));
    }

    private Answer invoke(UrlRequest request, Authorizer authorizer) {
        FunctionUrl url = request.url();
        String arn = lambdas.functions().arn(url.function());
        String authType = url.authType().name();
        authorizer.authorize(
                request.caller(), "lambda:InvokeFunctionUrl", arn, Map.of("lambda:FunctionUrlAuthType", authType));
        authorizer.authorize(
                request.caller(),
                "lambda:InvokeFunction",
                arn,
                Map.of("lambda:InvokedViaFunctionUrl", "true", "lambda:FunctionUrlAuthType", authType));
        Functions.Target target = lambdas.functions().target(url.function());
        return UrlAnswer.of(lambdas.run(
                target,
                UrlEvent.of(request, settings.place(), settings.clock().instant()),
                Trace.of(Optional.ofNullable(request.headers().get(Trace.HEADER.toLowerCase(Locale.ROOT))))));
    }

    private static AwsError forbidden(String why) {
        return new AwsError(403, "AccessDeniedException", why);
    }

    /** The caller is not told why. */
    private static Answer refused(AwsError e) {
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("Message", e.status() == 403 ? "Forbidden" : e.text())
                .toString()
                .getBytes(UTF_8);
        return new Answer(
                e.status(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Content-Length",
                        String.valueOf(body.length),
                        "x-amzn-ErrorType",
                        e.code()),
                out -> out.write(body));
    }
}
