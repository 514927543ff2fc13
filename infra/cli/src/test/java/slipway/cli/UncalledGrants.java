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

    private static final String PROGRESS = "slipway-local-resource-progress";

    private static final String MAKING =
            "AgentCore asks it of whoever makes or deletes a runtime; the local cloud does not ask";

    private static final String ANSWERING =
            "answers for a function that died with a request; the crash points of the kit show it in memory";

<<<<<<< HEAD
=======
    private static final String IN_MEMORY =
            "no integration test goes this way yet; RequestFailuresTest goes it in memory, with every failure of the call";

    private static final String PLAIN =
            "no integration test updates the stack of a runtime of plain CloudFormation yet; StackUpdatedTest does, in memory";

    private static final String DRIFT_CHECK = "slipway-local-drift-check";

    private static final String WITHDRAWN =
            "withdraws what a declaration left behind whose removal nobody heard of; no integration test loses that event";

>>>>>>> driftops
    static final List<Excuse> EXCUSES = List.of(
            Excuse.never("*", "logs:*", LOGS),
            Excuse.never("slipway-local-sample-agent", "ecr:*", IMAGES),
            Excuse.never("*", "kms:DescribeKey", DYNAMODB),
            Excuse.never("*", "kms:Encrypt", DYNAMODB),
            Excuse.byChance("*", "kms:GenerateDataKey*", DYNAMODB),
            Excuse.never("*", "kms:ReEncrypt*", DYNAMODB),
            Excuse.byChance("*", "states:DescribeExecution", REPEATED),
            Excuse.byChance("slipway-local-alarm-state-changed", "events:PutEvents", UNANNOUNCED),
            Excuse.byChance("slipway-local-rollout-interrupted", "events:PutEvents", UNANNOUNCED),
            Excuse.byChance(
                    "slipway-local-rollout",
                    "states:SendTaskSuccess",
                    "wakes a rollout that waits for the runtime's lock"),
            Excuse.byChance("slipway-local-resource-failed", "dynamodb:*", ANSWERING),
            Excuse.byChance("slipway-local-resource-failed", "kms:Decrypt", ANSWERING),
            Excuse.byChance("slipway-local-resource-failed", "states:StartExecution", ANSWERING),
            Excuse.never(
                    "slipway-local-resource-machine",
                    "kms:Decrypt",
                    "SQS documents it for whoever sends to a queue under a customer's key; the local cloud asks for GenerateDataKey"),
            Excuse.never(PROGRESS, "bedrock-agentcore:CreateWorkloadIdentity", MAKING),
            Excuse.never(PROGRESS, "bedrock-agentcore:DeleteWorkloadIdentity", MAKING),
            Excuse.never(PROGRESS, "iam:CreateServiceLinkedRole", MAKING),
            Excuse.byChance(
                    PROGRESS, "states:SendTaskSuccess", "wakes a rollout that waits, so that it meets a stack's order"),
            Excuse.byChance(
<<<<<<< HEAD
                    "slipway-local-stack-updated",
                    "states:SendTaskSuccess",
                    "wakes a rollout that waits, so that it meets what the stack has changed"));
=======
                    PROGRESS, "kms:Decrypt", "an update of a runtime that nobody follows opens what was sealed before"),
            Excuse.byChance(PROGRESS, "bedrock-agentcore:UpdateAgentRuntime", IN_MEMORY),
            Excuse.byChance(PROGRESS, "bedrock-agentcore:TagResource", IN_MEMORY),
            Excuse.byChance(PROGRESS, "bedrock-agentcore:UntagResource", IN_MEMORY),
            Excuse.byChance(DRIFT_CHECK, "dynamodb:DeleteItem", WITHDRAWN),
            Excuse.byChance(DRIFT_CHECK, "ssm:DeleteParameter", WITHDRAWN),
            Excuse.byChance(
                    DRIFT_CHECK, "cloudwatch:GetMetricData", "asked only while DEFAULT serves what nobody proved"),
            Excuse.byChance(
                    DRIFT_CHECK, "bedrock-agentcore:ListAgentRuntimes", "asked only where the ledger knows no runtime"),
            Excuse.byChance(
                    DRIFT_CHECK, "states:SendTaskSuccess", "wakes a rollout that waits and writes nothing down"),
            Excuse.byChance(
                    "slipway-local-drift-check-schedule",
                    "sqs:SendMessage",
                    "keeps a sweep that could not be begun; Scheduler's own tests show it"),
            Excuse.byChance("slipway-local-stack-updated", "dynamodb:PutItem", PLAIN),
            Excuse.byChance("slipway-local-stack-updated", "events:PutEvents", PLAIN),
            Excuse.byChance("slipway-local-stack-updated", "states:*", PLAIN));
>>>>>>> driftops

    private UncalledGrants() {}
}
