package slipway.local.lambda;

import static slipway.local.lambda.LambdaService.FUNCTION;
import static slipway.local.lambda.LambdaService.ok;
import static slipway.local.lambda.LambdaService.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.RestRequest;
import slipway.local.edge.RestRoute;
import slipway.local.json.Json;

/** What Lambda tells of functions, their versions, aliases and policies. */
final class FunctionReads {
    private final Functions functions;

    FunctionReads(Functions functions) {
        this.functions = functions;
    }

    List<RestRoute> routes() {
        return List.of(
                new RestRoute("ListFunctions", "GET", "/2015-03-31/functions", this::list),
                new RestRoute("GetFunction", "GET", FUNCTION, this::function),
                new RestRoute("GetFunctionConfiguration", "GET", FUNCTION + "/configuration", this::configuration),
                new RestRoute("ListVersionsByFunction", "GET", FUNCTION + "/versions", this::versions),
                new RestRoute("ListAliases", "GET", FUNCTION + "/aliases", this::aliases),
                new RestRoute("GetAlias", "GET", FUNCTION + "/aliases/{Name}", this::alias),
                new RestRoute("GetPolicy", "GET", FUNCTION + "/policy", this::policy),
                new RestRoute(
                        "GetFunctionRecursionConfig",
                        "GET",
                        "/2024-08-31/functions/{FunctionName}/recursion-config",
                        this::recursion),
                new RestRoute("GetAccountSettings", "GET", "/2016-08-19/account-settings", this::account));
    }

    private Answer list(RestRequest request) {
        request.call().authorize("lambda:ListFunctions", "*");
        boolean all = request.query("FunctionVersion").orElse("").equals("ALL");
        List<ObjectNode> shown = functions.names().stream()
                .flatMap(name -> functions.versions(name).stream().limit(all ? Integer.MAX_VALUE : 1))
                .map(target -> all ? FunctionJson.qualified(target) : FunctionJson.unqualified(target))
                .toList();
        return ok(Listing.of(request, "Functions", shown));
    }

    private Answer function(RestRequest request) {
        Functions.Target target = allowed(request, "lambda:GetFunction");
        ObjectNode shown = Json.object();
        shown.set("Configuration", FunctionJson.of(target, target.invokedArn()));
        shown.putObject("Code").put("RepositoryType", "S3");
        Map<String, String> tags = target.function().traits().tags();
        if (!tags.isEmpty()) {
            shown.set("Tags", Json.MAPPER.valueToTree(tags));
        }
        return ok(shown);
    }

    private Answer configuration(RestRequest request) {
        Functions.Target target = allowed(request, "lambda:GetFunctionConfiguration");
        return ok(FunctionJson.of(target, target.invokedArn()));
    }

    private Answer versions(RestRequest request) {
        Functions.Target target = allowed(request, "lambda:ListVersionsByFunction");
        List<ObjectNode> shown = functions.versions(target.function().name()).stream()
                .map(FunctionJson::qualified)
                .toList();
        return ok(Listing.of(request, "Versions", shown));
    }

    private Answer aliases(RestRequest request) {
        String name = allowed(request, "lambda:ListAliases").function().name();
        String version = request.query("FunctionVersion").orElse("");
        List<ObjectNode> shown = new TreeMap<>(functions.aliases(name))
                .entrySet().stream()
                        .filter(alias -> version.isEmpty() || version.equals(alias.getValue()))
                        .map(alias -> alias(name, alias.getKey(), alias.getValue()))
                        .toList();
        return ok(Listing.of(request, "Aliases", shown));
    }

    private Answer alias(RestRequest request) {
        String name = allowed(request, "lambda:GetAlias").function().name();
        String alias = request.label("Name");
        String version = functions.aliases(name).get(alias);
        if (version == null) {
            throw missing("Cannot find alias arn: " + functions.arn(new FunctionRef(name, alias)));
        }
        return ok(alias(name, alias, version));
    }

    private ObjectNode alias(String name, String alias, String version) {
        return Json.object()
                .put("AliasArn", functions.arn(new FunctionRef(name, alias)))
                .put("Name", alias)
                .put("FunctionVersion", version)
                .put("Description", "");
    }

    private Answer policy(RestRequest request) {
        allowed(request, "lambda:GetPolicy");
        List<ObjectNode> statements = functions.permissions(ref(request));
        if (statements.isEmpty()) {
            throw missing("The resource you requested does not exist.");
        }
        ObjectNode policy = Json.object().put("Version", "2012-10-17").put("Id", "default");
        policy.putArray("Statement").addAll(statements);
        return ok(Json.object().put("Policy", Json.write(policy)));
    }

    private Answer recursion(RestRequest request) {
        boolean allowed =
                allowed(request, "lambda:GetFunctionRecursionConfig").function().mayLoop();
        return ok(Json.object().put("RecursiveLoop", allowed ? "Allow" : "Terminate"));
    }

    private Answer account(RestRequest request) {
        request.call().authorize("lambda:GetAccountSettings", "*");
        ObjectNode shown = Json.object();
        shown.putObject("AccountLimit")
                .put("ConcurrentExecutions", functions.account().limit())
                .put("UnreservedConcurrentExecutions", functions.account().unreserved());
        shown.putObject("AccountUsage").put("FunctionCount", functions.names().size());
        return ok(shown);
    }

    private Functions.Target allowed(RestRequest request, String action) {
        FunctionRef ref = ref(request);
        request.call().authorize(action, functions.arn(ref));
        return functions.target(ref);
    }

    private static AwsError missing(String message) {
        return new AwsError(404, "ResourceNotFoundException", message);
    }
}
