package slipway.local.cloudformation;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.Deployer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Place;
import slipway.local.edge.QueryService;
import slipway.local.json.Json;
import slipway.local.wire.Form;
import slipway.local.wire.Page;
import slipway.local.wire.Xml;

/** CloudFormation: what it tells of stacks, and what it does with them. */
public final class CloudFormationService extends QueryService {
    static final int PAGE = 100;

    private final Place place;
    private final Deployer deployer;
    private final Map<String, Operation> others = new TreeMap<>();

    /** @param clock stamps change sets */
    public CloudFormationService(Place place, Deployer deployer, InstantSource clock) {
        this.place = place;
        this.deployer = deployer;
        others.putAll(new ResourceReads(this::allowed).operations());
        others.putAll(new EventReads(this::allowed).operations());
        others.putAll(new StackOperations(place, deployer).operations());
        others.putAll(new ChangeSets(place, deployer, clock).operations());
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("cloudformation");
    }

    @Override
    protected String namespace() {
        return "http://cloudformation.amazonaws.com/doc/2010-05-15/";
    }

    @Override
    protected Map<String, Operation> operations() {
        Map<String, Operation> operations = new TreeMap<>(others);
        operations.putAll(
                Map.of("DescribeStacks", this::describe, "ListStacks", this::list, "GetTemplate", this::template));
        return operations;
    }

    private String describe(Call call, Map<String, String> given) {
        Form form = new Form(given);
        if (form.optional("StackName") != null) {
            return described(new Page<>(List.of(allowed(call, "DescribeStacks", form)), null));
        }
        call.authorize("cloudformation:DescribeStacks", place.arn("cloudformation", "stack/*/*"));
        return described(page(form, deployer.stacks()));
    }

    private static String described(Page<DeployedStack> page) {
        return new Xml()
                .members("Stacks", page.items().stream().map(StackXml::stack).toList())
                .text("NextToken", page.next())
                .toString();
    }

    private String list(Call call, Map<String, String> given) {
        Form form = new Form(given);
        call.authorize("cloudformation:ListStacks", "*");
        List<String> wanted = form.members("StackStatusFilter");
        Page<DeployedStack> page = page(
                form,
                Stream.concat(deployer.stacks().stream(), deployer.deleted().stream())
                        .filter(stack -> wanted.isEmpty()
                                || wanted.contains(stack.status().name()))
                        .toList());
        return new Xml()
                .members(
                        "StackSummaries",
                        page.items().stream().map(StackXml::summary).toList())
                .text("NextToken", page.next())
                .toString();
    }

    private String template(Call call, Map<String, String> given) {
        DeployedStack stack = allowed(call, "GetTemplate", new Form(given));
        return new Xml()
                .text("TemplateBody", Json.write(stack.artifact().template()))
                .with("StagesAvailable", new Xml().text("member", "Original").text("member", "Processed"))
                .toString();
    }

    private DeployedStack allowed(Call call, String action, Form form) {
        String wanted = form.required("StackName");
        Optional<DeployedStack> found = deployer.stack(wanted);
        String arn = wanted.startsWith("arn:") ? wanted : place.arn("cloudformation", "stack/" + wanted + "/*");
        call.authorize("cloudformation:" + action, found.map(DeployedStack::id).orElse(arn));
        return found.orElseThrow(
                () -> new AwsError(400, "ValidationError", "Stack with id " + wanted + " does not exist"));
    }

    static <T> Page<T> page(Form form, List<T> all) {
        return Page.of(all, form.optional("NextToken"), PAGE, "ValidationError");
    }
}
