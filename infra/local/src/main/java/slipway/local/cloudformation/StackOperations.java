package slipway.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.OnFailure;
import slipway.local.assembly.StackArtifact;
import slipway.local.assembly.StackOperation;
import slipway.local.assembly.StackRequest;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Place;
import slipway.local.edge.QueryService;
import slipway.local.json.Json;
import slipway.local.wire.Form;
import slipway.local.wire.Xml;

/** What changes stacks. Each call is answered when the operation has begun, as by AWS; the stack tells how it goes on. */
final class StackOperations {
    private final Place place;
    private final Deployer deployer;

    StackOperations(Place place, Deployer deployer) {
        this.place = place;
        this.deployer = deployer;
    }

    Map<String, QueryService.Operation> operations() {
        return Map.of(
                "CreateStack", this::create,
                "UpdateStack", this::update,
                "DeleteStack", this::delete,
                "ContinueUpdateRollback", this::continueRollback,
                "CancelUpdateStack", this::cancel);
    }

    private String create(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String name = form.required("StackName");
        call.authorize("cloudformation:CreateStack", arn(name));
        return begun(deployer.create(request(form, name, Optional.empty())));
    }

    private String update(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String name = form.required("StackName");
        Optional<DeployedStack> there = deployer.stack(name);
        call.authorize("cloudformation:UpdateStack", arn(name));
        if (there.isEmpty()) {
            throw new AwsError(400, "ValidationError", "Stack [%s] does not exist".formatted(name));
        }
        return begun(deployer.update(request(form, there.get().name(), there)));
    }

    /** To delete what is not there succeeds. */
    private String delete(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String name = form.required("StackName");
        call.authorize("cloudformation:DeleteStack", arn(name));
        if (deployer.stack(name).filter(stack -> stack.deletedAt() == null).isPresent()) {
            Set<String> kept = new HashSet<>(form.members("RetainResources"));
            begun(deployer.delete(name, kept, form.optional("ClientRequestToken")));
        }
        return "";
    }

    private String continueRollback(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String name = form.required("StackName");
        call.authorize("cloudformation:ContinueUpdateRollback", arn(name));
        Set<String> skipped = new HashSet<>(form.members("ResourcesToSkip"));
        begun(deployer.continueRollback(name, skipped, form.optional("ClientRequestToken")));
        return "";
    }

    private String cancel(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String name = form.required("StackName");
        call.authorize("cloudformation:CancelUpdateStack", arn(name));
        deployer.cancelUpdate(name);
        return "";
    }

    /** Goes on by itself; gives what is answered meanwhile. */
    static String begun(StackOperation operation) {
        Thread.ofVirtual().name("stack " + operation.stack().name()).start(() -> {
            try {
                operation.run();
            } catch (RuntimeException e) {
                // The stack's events tell it to whoever asks.
                return;
            }
        });
        return new Xml().text("StackId", operation.stack().id()).toString();
    }

    private String arn(String nameOrId) {
        return deployer.stack(nameOrId)
                .map(DeployedStack::id)
                .orElseGet(() -> nameOrId.startsWith("arn:")
                        ? nameOrId
                        : place.arn("cloudformation", "stack/" + nameOrId + "/*"));
    }

    /** @param there the stack as it is, which says what the call does not */
    static StackRequest request(Form form, String name, Optional<DeployedStack> there) {
        ObjectNode template = template(form, there);
        Capabilities.require(template, form.members("Capabilities"));
        return new StackRequest(
                StackArtifact.of(name, template, tags(form, there)),
                parameters(form, there),
                onFailure(form),
                form.optional("ClientRequestToken"));
    }

    /** What a change set wants, and what the call that executes it says of failures. */
    static StackRequest executed(Form form, StackRequest wanted) {
        return new StackRequest(
                wanted.artifact(), wanted.parameters(), onFailure(form), form.optional("ClientRequestToken"));
    }

    private static ObjectNode template(Form form, Optional<DeployedStack> there) {
        if (Boolean.parseBoolean(form.optional("UsePreviousTemplate")) && there.isPresent()) {
            return there.get().artifact().template();
        }
        String body = form.optional("TemplateBody");
        if (body == null) {
            throw new AwsError(
                    400,
                    "ValidationError",
                    "The local cloud takes a template in TemplateBody: it has no bucket for TemplateURL");
        }
        try {
            if (Json.read(body) instanceof ObjectNode template) {
                return template;
            }
        } catch (IllegalArgumentException e) {
            throw new AwsError(
                    400, "ValidationError", "Template format error: the local cloud reads JSON. " + e.getMessage());
        }
        throw new AwsError(400, "ValidationError", "Template format error: not a JSON object");
    }

    private static Map<String, String> tags(Form form, Optional<DeployedStack> there) {
        Map<String, String> tags = new TreeMap<>();
        form.structures("Tags").forEach(tag -> tags.put(tag.required("Key"), tag.required("Value")));
        return tags.isEmpty() ? there.map(stack -> stack.artifact().tags()).orElse(Map.of()) : tags;
    }

    private static Map<String, String> parameters(Form form, Optional<DeployedStack> there) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Form parameter : form.structures("Parameters")) {
            String key = parameter.required("ParameterKey");
            boolean previous = Boolean.parseBoolean(parameter.optional("UsePreviousValue"));
            @Nullable
            String value = previous
                    ? there.map(stack -> stack.given().get(key)).orElse(null)
                    : parameter.required("ParameterValue");
            if (value != null) {
                values.put(key, value);
            }
        }
        return values;
    }

    private static OnFailure onFailure(Form form) {
        if (Boolean.parseBoolean(form.optional("DisableRollback"))) {
            return OnFailure.DO_NOTHING;
        }
        String wanted = form.optional("OnFailure");
        try {
            return wanted == null ? OnFailure.ROLLBACK : OnFailure.valueOf(wanted);
        } catch (IllegalArgumentException e) {
            throw new AwsError(
                    400, "ValidationError", "OnFailure must be DO_NOTHING, ROLLBACK or DELETE, not " + wanted);
        }
    }
}
