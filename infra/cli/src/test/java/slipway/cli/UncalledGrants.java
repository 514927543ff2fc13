package slipway.cli;

import java.util.List;
import slipway.cli.GrantsReview.Excuse;

/** The grants that no integration test calls for sure, each with the reason why a role needs it all the same. */
final class UncalledGrants {
    private static final String LOGS =
            "Lambda and AgentCore write logs as the role of what they run; the local cloud keeps them without asking IAM";
    private static final String IMAGES =
            "AgentCore pulls the image as the agent's role; the local cloud looks for it without asking IAM";
    /** docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
    private static final String DYNAMODB =
            "DynamoDB documents it for whoever uses a table under a customer's key; the local cloud asks for Decrypt";

    private static final String REPEATED =
            "asked about an execution whose start is repeated after a crash, or whose lock another one meets";

    private static final String UNANNOUNCED = "announces a rollout whose starter died before it could";

    static final List<Excuse> EXCUSES = List.of(
            Excuse.never("*", "logs:*", LOGS),
            Excuse.never("slipway-local-sample-agent", "ecr:*", IMAGES),
            Excuse.never("*", "kms:DescribeKey", DYNAMODB),
            Excuse.never("*", "kms:Encrypt", DYNAMODB),
            Excuse.never("*", "kms:GenerateDataKey*", DYNAMODB),
            Excuse.never("*", "kms:ReEncrypt*", DYNAMODB),
            Excuse.byChance("*", "states:DescribeExecution", REPEATED),
            Excuse.byChance("slipway-local-alarm-state-changed", "events:PutEvents", UNANNOUNCED),
            Excuse.byChance("slipway-local-rollout-interrupted", "events:PutEvents", UNANNOUNCED),
            Excuse.byChance(
                    "slipway-local-rollout",
                    "states:SendTaskSuccess",
                    "wakes a rollout that waits for the runtime's lock"));

    private UncalledGrants() {}
}
