package slipway.local.sns;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slipway.local.edge.Call;
import slipway.local.edge.QueryService;

/** SNS's API, as far as publishing and looking go. */
public final class SnsService extends QueryService {
    private final Topics topics;
    private final TopicReads reads;

    public SnsService(Topics topics) {
        this.topics = topics;
        this.reads = new TopicReads(topics);
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
        Map<String, Operation> operations = new TreeMap<>(reads.operations());
        operations.put("Publish", this::publish);
        return operations;
    }

    private String publish(Call call, Map<String, String> form) {
        String topic = form.getOrDefault("TopicArn", "");
        call.authorize("sns:Publish", topic);
        String id = topics.publish(
                topic, form.getOrDefault("Subject", ""), form.getOrDefault("Message", ""), call.caller());
        return "<MessageId>" + id + "</MessageId>";
    }
}
