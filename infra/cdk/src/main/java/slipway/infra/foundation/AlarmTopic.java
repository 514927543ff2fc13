package slipway.infra.foundation;

import java.util.List;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** The topic that alarms publish to. */
final class AlarmTopic {
    private AlarmTopic() {}

    static Topic in(Construct scope, Names names, Key key) {
        var topic = Topic.Builder.create(scope, "Alarms")
                .topicName(names.of("alarms"))
                .masterKey(key)
                .enforceSsl(true)
                .build();
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("AlarmsPublish")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Allow.stringEquals("aws:SourceAccount", names.account()))
                .build());
        return topic;
    }
}
