package slipway.local.cloudformation;

import java.util.List;
import java.util.Map;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.StackResource;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.QueryService;
import slipway.local.wire.Form;
import slipway.local.wire.Page;
import slipway.local.wire.Xml;

/** What CloudFormation tells of a stack's resources. */
final class ResourceReads {
    private final Stacks stacks;

    /** Finds the stack that a call names, if its caller may do this with it. */
    @FunctionalInterface
    interface Stacks {
        DeployedStack allowed(Call call, String action, Form form);
    }

    ResourceReads(Stacks stacks) {
        this.stacks = stacks;
    }

    Map<String, QueryService.Operation> operations() {
        return Map.of(
                "ListStackResources", this::list,
                "DescribeStackResources", this::describe,
                "DescribeStackResource", this::describeOne);
    }

    private String list(Call call, Map<String, String> given) {
        Form form = new Form(given);
        DeployedStack stack = stacks.allowed(call, "ListStackResources", form);
        Page<StackResource> page = CloudFormationService.page(form, stack.resources());
        return new Xml()
                .members(
                        "StackResourceSummaries",
                        page.items().stream()
                                .map(resource -> common(resource).text("LastUpdatedTimestamp", resource.at()))
                                .toList())
                .text("NextToken", page.next())
                .toString();
    }

    /** Only the first hundred, as CloudFormation says of this operation. */
    private String describe(Call call, Map<String, String> given) {
        Form form = new Form(given);
        DeployedStack stack = stacks.allowed(call, "DescribeStackResources", form);
        String logicalId = form.optional("LogicalResourceId");
        List<Xml> found = stack.resources().stream()
                .filter(resource -> logicalId == null || resource.logicalId().equals(logicalId))
                .limit(CloudFormationService.PAGE)
                .map(resource -> common(resource)
                        .text("StackName", stack.name())
                        .text("StackId", stack.id())
                        .text("Timestamp", resource.at()))
                .toList();
        if (logicalId != null && found.isEmpty()) {
            throw missing(logicalId, stack);
        }
        return new Xml().members("StackResources", found).toString();
    }

    private String describeOne(Call call, Map<String, String> given) {
        Form form = new Form(given);
        DeployedStack stack = stacks.allowed(call, "DescribeStackResource", form);
        String logicalId = form.required("LogicalResourceId");
        StackResource found = stack.resources().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> missing(logicalId, stack));
        Xml shown = common(found)
                .text("StackName", stack.name())
                .text("StackId", stack.id())
                .text("LastUpdatedTimestamp", found.at());
        return new Xml().with("StackResourceDetail", shown).toString();
    }

    private static Xml common(StackResource resource) {
        return new Xml()
                .text("LogicalResourceId", resource.logicalId())
                .text("PhysicalResourceId", resource.made() == null ? null : resource.physicalId())
                .text("ResourceType", resource.type())
                .text("ResourceStatus", resource.status())
                .text("ResourceStatusReason", resource.reason());
    }

    private static AwsError missing(String logicalId, DeployedStack stack) {
        return new AwsError(
                400, "ValidationError", "Resource %s does not exist for stack %s".formatted(logicalId, stack.name()));
    }
}
