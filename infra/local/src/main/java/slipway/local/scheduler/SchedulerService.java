package slipway.local.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import slipway.local.edge.AwsError;
import slipway.local.edge.RestJsonService;
import slipway.local.edge.RestRequest;
import slipway.local.edge.RestRoute;
import slipway.local.json.Json;
import slipway.local.wire.Page;

/** Scheduler's API. */
public final class SchedulerService extends RestJsonService {
    private static final int PAGE = 100;

    private final Scheduler scheduler;
    private final List<RestRoute> routes;

    public SchedulerService(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.routes = List.of(
                on("CreateSchedule", "POST", "/schedules/{Name}", this::create),
                on("UpdateSchedule", "PUT", "/schedules/{Name}", this::update),
                on("GetSchedule", "GET", "/schedules/{Name}", this::get),
                on("DeleteSchedule", "DELETE", "/schedules/{Name}", this::delete),
                on("ListSchedules", "GET", "/schedules", this::list),
                on("CreateScheduleGroup", "POST", "/schedule-groups/{Name}", this::createGroup),
                on("GetScheduleGroup", "GET", "/schedule-groups/{Name}", this::getGroup),
                on("DeleteScheduleGroup", "DELETE", "/schedule-groups/{Name}", this::deleteGroup),
                on("ListScheduleGroups", "GET", "/schedule-groups", this::listGroups));
    }

    @FunctionalInterface
    private interface Operation {
        JsonNode apply(RestRequest request, String action);
    }

    /** The action that IAM is asked for is named as the operation. */
    private static RestRoute on(String name, String method, String template, Operation operation) {
        return new RestRoute(method, template, request -> json(200, operation.apply(request, "scheduler:" + name)));
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("scheduler");
    }

    @Override
    protected List<RestRoute> routes() {
        return routes;
    }

    private JsonNode create(RestRequest request, String action) {
        ObjectNode input = request.json();
        return put(request, action, input, group -> scheduler.create(group, request.label("Name"), input));
    }

    private JsonNode update(RestRequest request, String action) {
        ObjectNode input = request.json();
        return put(request, action, input, group -> scheduler.update(group, request.label("Name"), input));
    }

    @FunctionalInterface
    private interface Put {
        Schedule in(String group);
    }

    /** Whoever makes a schedule passes the role in which it calls. */
    private JsonNode put(RestRequest request, String action, ObjectNode input, Put put) {
        String group = input.path("GroupName").asText(Scheduler.DEFAULT);
        request.call().authorize(action, scheduler.arn(group, request.label("Name")));
        String role = input.at("/Target/RoleArn").asText();
        Schedule made = validated(() -> {
            if (!role.isEmpty()) {
                request.call()
                        .authorize("iam:PassRole", role, Map.of("iam:PassedToService", "scheduler.amazonaws.com"));
            }
            return put.in(group);
        });
        return Json.object().put("ScheduleArn", made.arn());
    }

    private static <T> T validated(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "ValidationException", String.valueOf(e.getMessage()));
        }
    }

    private JsonNode get(RestRequest request, String action) {
        Schedule schedule = allowed(request, action);
        ObjectNode shown = schedule.declared().deepCopy();
        shown.put("Arn", schedule.arn()).put("GroupName", schedule.group()).put("Name", schedule.name());
        shown.put("CreationDate", Json.seconds(schedule.created()));
        return shown.put("LastModificationDate", Json.seconds(schedule.modified()));
    }

    private JsonNode delete(RestRequest request, String action) {
        Schedule schedule = allowed(request, action);
        scheduler.delete(schedule.group(), schedule.name());
        return Json.object();
    }

    private Schedule allowed(RestRequest request, String action) {
        String group = request.query("groupName").orElse(Scheduler.DEFAULT);
        String name = request.label("Name");
        request.call().authorize(action, scheduler.arn(group, name));
        return scheduler.find(group, name);
    }

    private JsonNode list(RestRequest request, String action) {
        request.call().authorize(action, scheduler.arn("*", "*"));
        String prefix = request.query("NamePrefix").orElse("");
        Stream<Schedule> found = scheduler.all().stream()
                .filter(schedule -> schedule.name().startsWith(prefix))
                .filter(schedule ->
                        schedule.group().equals(request.query("ScheduleGroup").orElse(schedule.group())))
                .filter(schedule -> schedule.declared()
                        .path("State")
                        .asText()
                        .equals(request.query("State")
                                .orElse(schedule.declared().path("State").asText())));
        return page(request, "Schedules", found.map(SchedulerService::summary).toList());
    }

    private static ObjectNode summary(Schedule schedule) {
        ObjectNode summary = Json.object()
                .put("Arn", schedule.arn())
                .put("GroupName", schedule.group())
                .put("Name", schedule.name())
                .put("State", schedule.declared().path("State").asText())
                .put("CreationDate", Json.seconds(schedule.created()))
                .put("LastModificationDate", Json.seconds(schedule.modified()));
        summary.putObject("Target").put("Arn", schedule.target().arn());
        return summary;
    }

    private JsonNode createGroup(RestRequest request, String action) {
        String name = request.label("Name");
        request.call().authorize(action, scheduler.groupArn(name));
        if (!ScheduleReader.NAME.matcher(name).matches()) {
            throw new AwsError(400, "ValidationException", "Name must be 1 to 64 letters, digits and -_.");
        }
        scheduler.createGroup(name);
        return Json.object().put("ScheduleGroupArn", scheduler.groupArn(name));
    }

    private JsonNode getGroup(RestRequest request, String action) {
        String name = request.label("Name");
        request.call().authorize(action, scheduler.groupArn(name));
        return shown(scheduler.group(name));
    }

    private JsonNode deleteGroup(RestRequest request, String action) {
        String name = request.label("Name");
        request.call().authorize(action, scheduler.groupArn(name));
        if (name.equals(Scheduler.DEFAULT)) {
            throw new AwsError(400, "ValidationException", "The default schedule group cannot be deleted.");
        }
        scheduler.deleteGroup(name);
        return Json.object();
    }

    private JsonNode listGroups(RestRequest request, String action) {
        request.call().authorize(action, scheduler.groupArn("*"));
        String prefix = request.query("NamePrefix").orElse("");
        return page(
                request,
                "ScheduleGroups",
                scheduler.groups().stream()
                        .filter(group -> group.name().startsWith(prefix))
                        .map(this::shown)
                        .toList());
    }

    private ObjectNode shown(Scheduler.Group group) {
        return Json.object()
                .put("Arn", scheduler.groupArn(group.name()))
                .put("Name", group.name())
                .put("State", "ACTIVE")
                .put("CreationDate", Json.seconds(group.created()))
                .put("LastModificationDate", Json.seconds(group.created()));
    }

    private static ObjectNode page(RestRequest request, String member, List<ObjectNode> all) {
        int size = request.query("MaxResults")
                .filter(text -> text.matches("[1-9]\\d?|100"))
                .map(Integer::valueOf)
                .orElse(PAGE);
        Page<ObjectNode> page = Page.of(all, request.query("NextToken").orElse(""), size, "ValidationException");
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(member);
        page.items().forEach(items::add);
        return page.next() == null ? answer : answer.put("NextToken", page.next());
    }
}
