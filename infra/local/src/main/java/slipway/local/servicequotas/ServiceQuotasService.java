package slipway.local.servicequotas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.wire.Page;

/** Service Quotas' API. */
public final class ServiceQuotasService extends JsonService {
    private static final int LARGEST_PAGE = 100;

    private final Place place;
    private final List<Quota> quotas;

    public ServiceQuotasService(Place place, List<Quota> quotas) {
        this.place = place;
        this.quotas = List.copyOf(quotas);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("servicequotas");
    }

    @Override
    protected Map<String, Operation> operations() {
        return Map.of("GetServiceQuota", this::get, "ListServiceQuotas", this::list);
    }

    private JsonNode get(Call call, ObjectNode input) {
        call.authorize("servicequotas:GetServiceQuota", "*");
        String code = input.path("QuotaCode").asText();
        Quota found = ofService(input).stream()
                .filter(quota -> quota.code().equals(code))
                .findFirst()
                .orElseThrow(() -> missing("The quota " + code));
        return JSON.createObjectNode().set("Quota", shown(found));
    }

    private JsonNode list(Call call, ObjectNode input) {
        call.authorize("servicequotas:ListServiceQuotas", "*");
        int size = input.path("MaxResults").asInt(LARGEST_PAGE);
        if (size < 1 || size > LARGEST_PAGE) {
            throw new AwsError(400, "IllegalArgumentException", "MaxResults must be 1 to 100");
        }
        Page<Quota> page =
                Page.of(ofService(input), input.path("NextToken").asText(""), size, "InvalidPaginationTokenException");
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode shown = answer.putArray("Quotas");
        page.items().forEach(quota -> shown.add(shown(quota)));
        return page.next() == null ? answer : answer.put("NextToken", page.next());
    }

    private List<Quota> ofService(ObjectNode input) {
        String service = input.path("ServiceCode").asText();
        List<Quota> found =
                quotas.stream().filter(quota -> quota.service().equals(service)).toList();
        if (found.isEmpty()) {
            throw missing("The service " + service);
        }
        return found;
    }

    private static AwsError missing(String what) {
        return new AwsError(400, "NoSuchResourceException", what + " does not exist.");
    }

    private ObjectNode shown(Quota quota) {
        return JSON.createObjectNode()
                .put("ServiceCode", quota.service())
                .put("ServiceName", quota.serviceName())
                .put("QuotaArn", place.arn("servicequotas", quota.service() + "/" + quota.code()))
                .put("QuotaCode", quota.code())
                .put("QuotaName", quota.name())
                .put("Value", (double) quota.value().getAsInt())
                .put("Unit", "None")
                .put("Adjustable", quota.adjustable())
                .put("GlobalQuota", false);
    }
}
