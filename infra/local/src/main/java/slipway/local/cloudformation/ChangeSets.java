package slipway.local.cloudformation;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.StackRequest;
import slipway.local.assembly.StackStatus;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Place;
import slipway.local.edge.QueryService;
import slipway.local.wire.Form;
import slipway.local.wire.Page;
import slipway.local.wire.Xml;

/** Change sets, which {@code cdk deploy} makes and executes. They are there as soon as they are asked for. */
final class ChangeSets {
    private final Place place;
    private final Deployer deployer;
    private final InstantSource clock;
    private final Map<String, ChangeSet> byId = new ConcurrentSkipListMap<>();

    ChangeSets(Place place, Deployer deployer, InstantSource clock) {
        this.place = place;
        this.deployer = deployer;
        this.clock = clock;
    }

    Map<String, QueryService.Operation> operations() {
        return Map.of(
                "CreateChangeSet", this::create,
                "DescribeChangeSet", this::describe,
                "ListChangeSets", this::list,
                "ExecuteChangeSet", this::execute,
                "DeleteChangeSet", this::delete);
    }

    private String create(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String stackName = form.required("StackName");
        String name = form.required("ChangeSetName");
        Optional<DeployedStack> there = deployer.stack(stackName).filter(stack -> stack.deletedAt() == null);
        call.authorize("cloudformation:CreateChangeSet", arn(stackName, there));
        boolean creates = "CREATE".equals(form.optional("ChangeSetType"));
        if (!creates && there.isEmpty()) {
            throw new AwsError(400, "ValidationError", "Stack [%s] does not exist".formatted(stackName));
        }
        if (creates
                && there.filter(stack -> stack.status() != StackStatus.REVIEW_IN_PROGRESS)
                        .isPresent()) {
            throw new AwsError(
                    400,
                    "ValidationError",
                    "Stack [%s] already exists and cannot be created again with the changeSet [%s]."
                            .formatted(stackName, name));
        }
        StackRequest request = StackOperations.request(
                form, there.map(DeployedStack::name).orElse(stackName), creates ? Optional.empty() : there);
        DeployedStack stack = there.orElseGet(() -> deployer.review(request.artifact()));
        ChangeSet set = new ChangeSet(
                name,
                place.arn("cloudformation", "changeSet/" + name + "/" + UUID.randomUUID()),
                stack,
                request,
                creates,
                ChangeSet.changes(stack, creates, request.artifact().template()),
                clock.instant());
        byId.put(set.id(), set);
        return new Xml().text("Id", set.id()).text("StackId", stack.id()).toString();
    }

    private String describe(Call call, Map<String, String> given) {
        Form form = new Form(given);
        ChangeSet set = allowed(call, "DescribeChangeSet", form);
        Page<ChangeSet.Change> page = CloudFormationService.page(form, set.changes());
        return xml(set).members(
                        "Changes",
                        page.items().stream().map(ChangeSet.Change::xml).toList())
                .text("NextToken", page.next())
                .toString();
    }

    private String list(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String stackName = form.required("StackName");
        call.authorize("cloudformation:ListChangeSets", arn(stackName, deployer.stack(stackName)));
        List<Xml> sets = byId.values().stream()
                .filter(set -> isOf(set, stackName))
                .map(ChangeSets::xml)
                .toList();
        return new Xml().members("Summaries", sets).toString();
    }

    private static Xml xml(ChangeSet set) {
        String problem = set.problem();
        return new Xml()
                .text("ChangeSetName", set.name())
                .text("ChangeSetId", set.id())
                .text("StackId", set.stack().id())
                .text("StackName", set.stack().name())
                .text("CreationTime", set.at())
                .text("ExecutionStatus", problem == null ? "AVAILABLE" : "UNAVAILABLE")
                .text("Status", problem == null ? "CREATE_COMPLETE" : "FAILED")
                .text("StatusReason", problem);
    }

    private String execute(Call call, Map<String, String> given) {
        Form form = new Form(given);
        ChangeSet set = allowed(call, "ExecuteChangeSet", form);
        if (set.problem() != null) {
            throw new AwsError(
                    400,
                    "InvalidChangeSetStatus",
                    "ChangeSet [%s] cannot be executed in its current status of [FAILED]".formatted(set.id()));
        }
        StackRequest wanted = StackOperations.executed(form, set.request());
        StackOperations.begun(set.creates() ? deployer.create(wanted) : deployer.update(wanted));
        byId.values().removeIf(other -> other.stack().equals(set.stack()));
        return "";
    }

    private String delete(Call call, Map<String, String> given) {
        Form form = new Form(given);
        ChangeSet set = allowed(call, "DeleteChangeSet", form);
        byId.remove(set.id());
        return "";
    }

    private ChangeSet allowed(Call call, String action, Form form) {
        String wanted = form.required("ChangeSetName");
        String stackName = form.optional("StackName");
        Optional<ChangeSet> found = byId.values().stream()
                .filter(set -> set.id().equals(wanted)
                        || (set.name().equals(wanted) && stackName != null && isOf(set, stackName)))
                .findFirst();
        call.authorize(
                "cloudformation:" + action,
                found.map(set -> set.stack().id()).orElse(place.arn("cloudformation", "stack/*/*")));
        return found.orElseThrow(
                () -> new AwsError(404, "ChangeSetNotFound", "ChangeSet [%s] does not exist".formatted(wanted)));
    }

    private static boolean isOf(ChangeSet set, String nameOrId) {
        return set.stack().name().equals(nameOrId) || set.stack().id().equals(nameOrId);
    }

    private String arn(String nameOrId, Optional<DeployedStack> there) {
        return there.map(DeployedStack::id).orElse(place.arn("cloudformation", "stack/" + nameOrId + "/*"));
    }
}
