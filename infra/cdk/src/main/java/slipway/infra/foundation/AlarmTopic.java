package slipway.infra.foundation;

import java.util.List;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** A topic that people subscribe to: alarms publish to it, and rules what waits for an answer. */
final class AlarmTopic {
    private AlarmTopic() {}

    static Topic in(Construct scope, String id, String suffix, Names names, Key key) {
        var topic = Topic.Builder.create(scope, id)
                .topicName(names.of(suffix))
                .masterKey(key)
                .enforceSsl(true)
                .build();
        topic.addToResourcePolicy(publish(topic, "AlarmsPublish", "cloudwatch.amazonaws.com")
                .conditions(Allow.stringEquals("aws:SourceAccount", names.account()))
                .build());
        // A topic's policy can have no condition for EventBridge: it would never hold, and nothing would arrive.
        // docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
        topic.addToResourcePolicy(
                publish(topic, "RulesPublish", "events.amazonaws.com").build());
        return topic;
    }

    private static PolicyStatement.Builder publish(Topic topic, String sid, String service) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .principals(List.of(new ServicePrincipal(service)))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()));
    }
}
