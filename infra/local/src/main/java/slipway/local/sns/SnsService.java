package slipway.local.sns;

import java.util.Map;
import java.util.Set;
import slipway.local.edge.Call;
import slipway.local.edge.QueryService;

/** SNS's API, as far as publishing. */
public final class SnsService extends QueryService {
    private final Topics topics;

    public SnsService(Topics topics) {
        this.topics = topics;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("sns");
    }

    @Override
    protected String namespace() {
        return "http://sns.amazonaws.com/doc/2010-03-31/";
    }

    @Override
    protected Map<String, Operation> operations() {
        return Map.of("Publish", this::publish);
    }

    private String publish(Call call, Map<String, String> form) {
        String id = topics.publish(
                form.getOrDefault("TopicArn", ""),
                form.getOrDefault("Subject", ""),
                form.getOrDefault("Message", ""),
                call.caller());
        return "<MessageId>" + id + "</MessageId>";
    }
}
