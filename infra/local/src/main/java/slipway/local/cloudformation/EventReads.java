package slipway.local.cloudformation;

import java.util.List;
import java.util.Map;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.StackEvent;
import slipway.local.edge.Call;
import slipway.local.edge.QueryService;
import slipway.local.wire.Form;
import slipway.local.wire.Page;
import slipway.local.wire.Xml;

/** What CloudFormation tells of what has happened to a stack, the newest first. */
final class EventReads {
    private final ResourceReads.Stacks stacks;

    EventReads(ResourceReads.Stacks stacks) {
        this.stacks = stacks;
    }

    Map<String, QueryService.Operation> operations() {
        return Map.of("DescribeStackEvents", this::describe);
    }

    private String describe(Call call, Map<String, String> given) {
        Form form = new Form(given);
        DeployedStack stack = stacks.allowed(call, "DescribeStackEvents", form);
        List<StackEvent> newestFirst = stack.events().reversed();
        Page<StackEvent> page = CloudFormationService.page(form, newestFirst);
        return new Xml()
                .members(
                        "StackEvents",
                        page.items().stream().map(EventReads::xml).toList())
                .text("NextToken", page.next())
                .toString();
    }

    private static Xml xml(StackEvent event) {
        return new Xml()
                .text("StackId", event.stackId())
                .text("EventId", event.id())
                .text("StackName", event.stackName())
                .text("LogicalResourceId", event.logicalId())
                .text("PhysicalResourceId", event.physicalId())
                .text("ResourceType", event.type())
                .text("Timestamp", event.at())
                .text("ResourceStatus", event.status())
                .text("ResourceStatusReason", event.reason())
                .text("ClientRequestToken", event.token());
    }
}
