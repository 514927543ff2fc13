package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.TreeService;
import slipway.local.json.Json;

/** What CloudWatch's API shows of dashboards. */
final class DashboardOperations {
    private static final int DASHBOARDS_A_PAGE = 1000;

    private final Dashboards dashboards;

    DashboardOperations(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "GetDashboard", this::get,
                "ListDashboards", this::list,
                "PutDashboard", this::put,
                "DeleteDashboards", this::delete);
    }

    private JsonNode put(Call call, ObjectNode input) {
        Members members = new Members(input);
        String name = members.required("DashboardName");
        call.authorize("cloudwatch:PutDashboard", dashboards.arn(name));
        try {
            dashboards.put(name, members.required("DashboardBody"));
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "InvalidParameterInput", "The dashboard body is invalid: " + e.getMessage());
        }
        ObjectNode answer = Json.object();
        answer.putArray("DashboardValidationMessages");
        return answer;
    }

    private JsonNode delete(Call call, ObjectNode input) {
        List<String> names = new Members(input).texts("DashboardNames");
        for (String name : names) {
            call.authorize("cloudwatch:DeleteDashboards", dashboards.arn(name));
            if (dashboards.find(name).isEmpty()) {
                throw new AwsError(404, "ResourceNotFound", "Dashboard " + name + " does not exist");
            }
        }
        names.forEach(dashboards::delete);
        return Json.object();
    }

    private JsonNode get(Call call, ObjectNode input) {
        String name = new Members(input).required("DashboardName");
        call.authorize("cloudwatch:GetDashboard", dashboards.arn(name));
        Dashboards.Dashboard found = dashboards
                .find(name)
                .orElseThrow(() -> new AwsError(404, "ResourceNotFound", "Dashboard " + name + " does not exist"));
        return Json.object()
                .put("DashboardArn", found.arn())
                .put("DashboardBody", found.body())
                .put("DashboardName", found.name());
    }

    private JsonNode list(Call call, ObjectNode input) {
        call.authorize("cloudwatch:ListDashboards", "*");
        Members members = new Members(input).only(Set.of("DashboardNamePrefix", "NextToken"));
        String prefix = members.text("DashboardNamePrefix").orElse("");
        List<Dashboards.Dashboard> found = dashboards.all().stream()
                .filter(dashboard -> dashboard.name().startsWith(prefix))
                .toList();
        return Pages.of(members, DASHBOARDS_A_PAGE, "DashboardEntries", found, DashboardOperations::entry);
    }

    private static ObjectNode entry(Dashboards.Dashboard dashboard) {
        ObjectNode entry = Json.object()
                .put("DashboardName", dashboard.name())
                .put("DashboardArn", dashboard.arn())
                .put("Size", dashboard.body().getBytes(StandardCharsets.UTF_8).length);
        entry.set("LastModified", TreeService.time(dashboard.modified()));
        return entry;
    }
}
