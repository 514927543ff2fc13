package slipway.bench;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import slipway.image.Repository;
import slipway.ledger.DriftRecord;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RuntimeState;
import slipway.ledger.Sweep;
import slipway.ledger.TargetState;
import slipway.parameter.Parameters;
import slipway.rollout.World;

/** The calls of AWS that a call of a port comes to, as the adapters make them. */
final class Actions {
    private static final int RUNTIMES_A_PAGE = 100;
    private static final int IMAGES_A_PAGE = 100;

    private final World world;

    Actions(World world) {
        this.world = world;
    }

    /** In order, each as often as it is made. */
    List<String> of(String name, Object[] arguments) {
        return switch (name) {
            case "Parameters.get" -> List.of("ssm:GetParameter");
            case "Parameters.last" ->
                pages("ssm:GetParameters", ((Collection<?>) arguments[0]).size(), Parameters.NAMES_A_CALL);
            // The pages are made as the names are told.
            case "Parameters.names" -> List.of();
            case "Parameters.put" -> List.of("ssm:PutParameter");
            case "Parameters.remove" -> List.of("ssm:DeleteParameter");
            case "Parameters.history" -> List.of("ssm:GetParameterHistory");
            case "Images.find", "Images.tags", "Images.held" -> List.of("ecr:DescribeImages");
            case "Images.describe" -> List.of("ecr:DescribeImages", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
            case "Images.keep" -> List.of("ecr:BatchGetImage", "ecr:PutImage");
            case "Images.release" -> List.of("ecr:DescribeImages", "ecr:BatchDeleteImage");
            case "Images.list" -> pages("ecr:DescribeImages", tags((Repository) arguments[0]), IMAGES_A_PAGE);
            case "AgentRuntimes.find" ->
                pages(
                        "bedrock-agentcore:ListAgentRuntimes",
                        world.runtimes.runtimes().size(),
                        RUNTIMES_A_PAGE);
            case "AgentRuntimes.latest", "AgentRuntimes.version" -> agentCore("GetAgentRuntime");
            case "AgentRuntimes.versions" -> agentCore("ListAgentRuntimeVersions");
            case "AgentRuntimes.deleteVersion" -> agentCore("DeleteAgentRuntime");
            case "AgentRuntimes.endpoints" -> agentCore("ListAgentRuntimeEndpoints");
            case "AgentRuntimes.tags" -> agentCore("ListTagsForResource");
            case "AgentRuntimes.update" -> agentCore("UpdateAgentRuntime");
            case "AgentRuntimes.endpoint" -> agentCore("GetAgentRuntimeEndpoint");
            case "AgentRuntimes.createEndpoint" -> agentCore("CreateAgentRuntimeEndpoint");
            case "AgentRuntimes.moveEndpoint" -> agentCore("UpdateAgentRuntimeEndpoint");
            case "AgentRuntimes.deleteEndpoint" -> agentCore("DeleteAgentRuntimeEndpoint");
            case "Agents.invoke" -> agentCore("InvokeAgentRuntime");
            case "Agents.stopSession" -> agentCore("StopRuntimeSession");
            case "Executions.start" -> List.of("states:StartExecution");
            case "Executions.runs" -> List.of("states:DescribeExecution");
            case "Executions.wake" -> List.of("states:SendTaskSuccess");
            case "Monitor.alarms" -> List.of("cloudwatch:DescribeAlarms");
            case "Monitor.traffic" -> List.of("cloudwatch:GetMetricData");
            case "Events.emit" -> List.of("events:PutEvents");
            default -> List.of(ledger(name));
        };
    }

    private static String ledger(String name) {
        return switch (name) {
            case "Ledger.save",
                    "Ledger.keep",
                    "Ledger.follow",
                    "Ledger.unfollow",
                    "Ledger.declared",
                    "Ledger.undeclared",
                    "Ledger.watch",
                    "Ledger.unwatch",
                    "Ledger.park" -> "dynamodb:Write";
            case "Ledger.target",
                    "Ledger.targets",
                    "Ledger.runtime",
                    "Ledger.rollout",
                    "Ledger.verdict",
                    "Ledger.configuration",
                    "Ledger.following",
                    "Ledger.watching",
                    "Ledger.parked",
                    "Ledger.drift",
                    "Ledger.sweep" -> "dynamodb:Read";
            default -> throw new IllegalArgumentException("nobody knows what %s calls: add it".formatted(name));
        };
    }

    private static List<String> agentCore(String operation) {
        return List.of("bedrock-agentcore:" + operation);
    }

    private int tags(Repository repository) {
        return world.images.list(repository).size();
    }

    private static List<String> pages(String action, int items, int perPage) {
        return Collections.nCopies(Math.max(1, Math.ceilDiv(items, perPage)), action);
    }

    /** The key of the ledger that a call of it reads or writes: what stands under one lies in one partition. */
    Optional<Object> key(String name, Object[] arguments) {
        if (!name.startsWith("Ledger.")) {
            return Optional.empty();
        }
        if (name.equals("Ledger.targets") || name.equals("Ledger.declared") || name.equals("Ledger.undeclared")) {
            return Optional.of("the list of all targets");
        }
        if (arguments.length == 0) {
            return Optional.of("the sweep");
        }
        return Optional.of(
                switch (arguments[0]) {
                    case TargetState state -> state.name();
                    case DriftRecord drift -> drift.target();
                    case RuntimeState runtime -> runtime.id();
                    case RolloutRecord rollout -> rollout.id();
                    case Sweep _ -> "the sweep";
                    default -> arguments[0];
                });
    }
}
