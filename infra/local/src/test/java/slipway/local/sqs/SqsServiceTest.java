package slipway.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Caller;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class SqsServiceTest {
    private static final String ARN = "arn:aws:sqs:eu-central-1:111122223333:";
    private static final String URL = "'QueueUrl':'http://local/111122223333/orders'";
    private static final String DEAD = "'QueueUrl':'http://local/111122223333/dead'";

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1000);
    private final Queues queues =
            new Queues(place, clock, (caller, action, resource, context) -> {}, (queue, visible) -> {});
    private final Client client = new Client(new SqsService(place, () -> "http://local", queues));

    SqsServiceTest() {
        client.json("CreateQueue", "{'QueueName':'dead'}");
        client.json(
                "CreateQueue",
                "{'QueueName':'orders','Attributes':{'VisibilityTimeout':'43200','RedrivePolicy':"
                        + "'{\\'deadLetterTargetArn\\':\\'" + ARN + "dead\\',\\'maxReceiveCount\\':1}'}}");
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void aQueueIsMadeOnceAndChangedByItsAttributes() {
        assertThat(error("CreateQueue", "{'QueueName':'orders','Attributes':{'DelaySeconds':'1'}}"))
                .isEqualTo("QueueNameExists");
        assertThat(client.json("CreateQueue", "{'QueueName':'orders'}")
                        .path("QueueUrl")
                        .asText())
                .isEqualTo("http://local/111122223333/orders");

        client.json("SetQueueAttributes", "{" + URL + ",'Attributes':{'DelaySeconds':'900','RedrivePolicy':''}}");

        assertThat(attributes("DelaySeconds").path("DelaySeconds").asText()).isEqualTo("900");
        assertThat(attributes("All").path("MaximumMessageSize").asText()).isEqualTo("1048576");
        assertThat(attributes("All").has("RedrivePolicy")).isFalse();
        client.json("DeleteQueue", "{" + URL + "}");
        assertThat(error("GetQueueUrl", "{'QueueName':'orders'}")).isEqualTo("QueueDoesNotExist");
    }

    @Test
    void whatSqsRefusesIsRefused() {
        assertThat(error("CreateQueue", "{'QueueName':'a.fifo'}")).isEqualTo("InvalidParameterValue");
        assertThat(error("CreateQueue", "{'QueueName':'a','Attributes':{'FifoQueue':'true'}}"))
                .isEqualTo("UnsupportedOperation");
        assertThat(error("CreateQueue", "{'QueueName':'a','Attributes':{'Colour':'red'}}"))
                .isEqualTo("InvalidAttributeName");
        assertThat(error("SetQueueAttributes", "{" + URL + ",'Attributes':{'VisibilityTimeout':'43201'}}"))
                .isEqualTo("InvalidAttributeValue");
        assertThat(error("GetQueueAttributes", "{" + URL + ",'AttributeNames':['Colour']}"))
                .isEqualTo("InvalidAttributeName");
        assertThat(error("ReceiveMessage", "{" + URL + ",'MaxNumberOfMessages':11}"))
                .isEqualTo("InvalidParameterValue");
        assertThat(error("ReceiveMessage", "{" + URL + ",'WaitTimeSeconds':21}"))
                .isEqualTo("InvalidParameterValue");
        assertThat(error("SendMessage", "{" + URL + ",'MessageBody':'a','DelaySeconds':901}"))
                .isEqualTo("InvalidParameterValue");
        assertThat(error("SendMessage", "{" + URL + ",'MessageBody':'\\u0000'}"))
                .isEqualTo("InvalidMessageContents");
        assertThat(error("SendMessage", "{" + URL + ",'MessageBody':''}")).isEqualTo("MissingParameter");
        assertThat(error("DeleteMessage", "{" + URL + ",'ReceiptHandle':'junk'}"))
                .isEqualTo("ReceiptHandleIsInvalid");
    }

    @Test
    void aMessageHasAMegabyteAtMostItsAttributesIncluded() {
        String attribute = ",'MessageAttributes':{'ab':{'DataType':'String','StringValue':'c'}}";
        String body = "a".repeat(QueueSettings.MEGABYTE - 9);

        assertThat(client.json("SendMessage", "{" + URL + ",'MessageBody':'" + body + "'" + attribute + "}")
                        .has("MD5OfMessageAttributes"))
                .isTrue();
        assertThat(error("SendMessage", "{" + URL + ",'MessageBody':'" + body + "a'" + attribute + "}"))
                .isEqualTo("InvalidParameterValue");
        String entries = "[{'Id':'1','MessageBody':'" + body + "'},{'Id':'2','MessageBody':'aaaaaaaaaa'}]";
        assertThat(error("SendMessageBatch", "{" + URL + ",'Entries':" + entries + "}"))
                .isEqualTo("BatchRequestTooLong");
    }

    @Test
    void aBatchHasTenEntriesOfDifferentNamesAndABadOneFailsAlone() {
        assertThat(batch("")).isEqualTo("EmptyBatchRequest");
        assertThat(batch(IntStream.rangeClosed(1, 11)
                        .mapToObj(id -> "{'Id':'" + id + "','MessageBody':'a'}")
                        .collect(Collectors.joining(","))))
                .isEqualTo("TooManyEntriesInBatchRequest");
        assertThat(batch("{'Id':'1','MessageBody':'a'},{'Id':'1','MessageBody':'a'}"))
                .isEqualTo("BatchEntryIdsNotDistinct");
        assertThat(batch("{'Id':'a b','MessageBody':'a'}")).isEqualTo("InvalidBatchEntryId");

        JsonNode answer = client.json(
                "SendMessageBatch",
                "{" + URL
                        + ",'Entries':[{'Id':'1','MessageBody':'a'},{'Id':'2','MessageBody':'a','DelaySeconds':901}]}");

        assertThat(answer.at("/Successful/0/Id").asText()).isEqualTo("1");
        assertThat(answer.at("/Failed/0/Id").asText()).isEqualTo("2");
        assertThat(answer.at("/Failed/0/Code").asText()).isEqualTo("InvalidParameterValue");
    }

    private String batch(String entries) {
        return error("SendMessageBatch", "{" + URL + ",'Entries':[" + entries + "]}");
    }

    @Test
    void aReceiverGetsTheAttributesThatItAsksFor() {
        client.json(
                "SendMessage",
                "{" + URL + ",'MessageBody':'a','MessageAttributes':{'a.b':{'DataType':'String','StringValue':'1'},"
                        + "'c':{'DataType':'Number','StringValue':'2'}}}");

        JsonNode plain = received("'VisibilityTimeout':0");
        assertThat(plain.has("Attributes") || plain.has("MessageAttributes")).isFalse();
        client.json("SetQueueAttributes", "{" + URL + ",'Attributes':{'RedrivePolicy':''}}");
        JsonNode asked = received("'MessageAttributeNames':['a.*'],'MessageSystemAttributeNames':['SenderId']");

        assertThat(asked.path("MessageAttributes").properties()).hasSize(1);
        assertThat(asked.path("MessageAttributes").has("a.b")).isTrue();
        assertThat(asked.path("Attributes").properties()).hasSize(1);
    }

    @Test
    void aDelayedMessageIsCountedAndNotSeenUntilItsTime() throws Exception {
        client.json("SendMessage", "{" + URL + ",'MessageBody':'later','DelaySeconds':900}");
        assertThat(attributes("All").path("ApproximateNumberOfMessagesDelayed").asText())
                .isEqualTo("1");
        assertThat(attributes("All")
                        .path("ApproximateNumberOfMessagesNotVisible")
                        .asText())
                .isEqualTo("0");
        assertThat(client.json("ReceiveMessage", "{" + URL + "}").has("Messages"))
                .isFalse();

        assertThat(client.json("ReceiveMessage", "{" + URL + ",'WaitTimeSeconds':10}")
                        .path("Messages"))
                .hasSize(1);
    }

    @Test
    void theTimeOutOfMessagesInFlightIsChangedTogether() {
        client.json("SendMessage", "{" + URL + ",'MessageBody':'a'}");
        String receipt = received("").path("ReceiptHandle").asText();

        JsonNode answer = client.json(
                "ChangeMessageVisibilityBatch",
                "{" + URL + ",'Entries':[{'Id':'1','ReceiptHandle':'" + receipt + "','VisibilityTimeout':0},"
                        + "{'Id':'2','ReceiptHandle':'gone#1','VisibilityTimeout':0}]}");

        assertThat(answer.at("/Successful/0/Id").asText()).isEqualTo("1");
        assertThat(answer.at("/Failed/0/Code").asText()).isEqualTo("InvalidParameterValue");
        assertThat(error(
                        "ChangeMessageVisibility",
                        "{" + URL + ",'ReceiptHandle':'" + receipt + "','VisibilityTimeout':0}"))
                .isEqualTo("MessageNotInflight");
    }

    @Test
    void deadLettersAreSentBackToWhereTheyCameFrom() throws Exception {
        client.json("SendMessage", "{" + URL + ",'MessageBody':'poison'}");
        received("'VisibilityTimeout':0");
        assertThat(client.json("ReceiveMessage", "{" + URL + "}").has("Messages"))
                .isFalse();
        JsonNode letter = client.json("ReceiveMessage", "{" + DEAD + ",'AttributeNames':['All'],'VisibilityTimeout':0}")
                .at("/Messages/0");
        assertThat(letter.at("/Attributes/DeadLetterQueueSourceArn").asText()).isEqualTo(ARN + "orders");
        assertThat(client.json("ListDeadLetterSourceQueues", "{" + DEAD + "}")
                        .at("/queueUrls/0")
                        .asText())
                .endsWith("/orders");

        client.json("StartMessageMoveTask", "{'SourceArn':'" + ARN + "dead'}");

        assertThat(client.json("ReceiveMessage", "{" + URL + ",'WaitTimeSeconds':10}")
                        .at("/Messages/0/Body")
                        .asText())
                .isEqualTo("poison");
        await("COMPLETED");
        assertThat(error("StartMessageMoveTask", "{'SourceArn':'" + ARN + "orders'}"))
                .isEqualTo("InvalidParameterValue");
        assertThat(error("StartMessageMoveTask", "{'SourceArn':'" + ARN + "dead','DestinationArn':'" + ARN + "dead'}"))
                .isEqualTo("InvalidParameterValue");
    }

    @Test
    void aLetterThatCameFromNoQueueStaysWhereItIsAndTheMoveFails() {
        client.json("SendMessage", "{" + DEAD + ",'MessageBody':'sent by hand'}");

        client.json("StartMessageMoveTask", "{'SourceArn':'" + ARN + "dead'}");

        await("FAILED");
        assertThat(tasks().path("FailureReason").asText()).isEqualTo("CouldNotDetermineMessageSource");
        assertThat(client.json("ReceiveMessage", "{" + DEAD + "}")
                        .at("/Messages/0/Body")
                        .asText())
                .isEqualTo("sent by hand");
    }

    @Test
    void aMoveThatIsSlowCanBeCancelled() {
        Caller people = new Caller.Administrator("arn:aws:iam::111122223333:user/test");
        for (int i = 0; i < 50; i++) {
            queues.send(ARN + "dead", "poison", Json.object(), Duration.ZERO, people);
        }
        String handle = client.json(
                        "StartMessageMoveTask",
                        "{'SourceArn':'" + ARN + "dead','DestinationArn':'" + ARN
                                + "orders','MaxNumberOfMessagesPerSecond':1}")
                .path("TaskHandle")
                .asText();
        assertThat(error("StartMessageMoveTask", "{'SourceArn':'" + ARN + "dead'}"))
                .isEqualTo("UnsupportedOperation");

        client.json("CancelMessageMoveTask", "{'TaskHandle':'" + handle + "'}");

        assertThat(tasks().path("Status").asText()).isEqualTo("CANCELLED");
        assertThat(tasks().path("ApproximateNumberOfMessagesToMove").asInt()).isPositive();
        assertThat(error("CancelMessageMoveTask", "{'TaskHandle':'" + handle + "'}"))
                .isEqualTo("UnsupportedOperation");
    }

    private void await(String status) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!tasks().path("Status").asText().equals(status) && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(tasks().path("Status").asText()).isEqualTo(status);
    }

    private JsonNode tasks() {
        return client.json("ListMessageMoveTasks", "{'SourceArn':'" + ARN + "dead'}")
                .at("/Results/0");
    }

    @Test
    void aSecondPurgeWithinAMinuteIsRefused() {
        ScaledClock slow = new ScaledClock(1);
        Queues real = new Queues(place, slow, (caller, action, resource, context) -> {}, (queue, visible) -> {});
        Client purging = new Client(new SqsService(place, () -> "http://local", real));
        purging.json("CreateQueue", "{'QueueName':'orders'}");
        assertThat(purging.json("PurgeQueue", "{" + URL + "}").has("__type")).isFalse();
        assertThat(purging.json("PurgeQueue", "{" + URL + "}").path("__type").asText())
                .isEqualTo("PurgeQueueInProgress");
        slow.close();
    }

    @Test
    void attributesBesideAnEventAreTheMessages() {
        Caller rule = new Caller.ServicePrincipal("events.amazonaws.com", "arn");
        queues.receive(ARN + "orders", Json.object(), Map.of("ERROR_CODE", "NO_PERMISSIONS"), rule);

        assertThat(received("'MessageAttributeNames':['All']")
                        .at("/MessageAttributes/ERROR_CODE/StringValue")
                        .asText())
                .isEqualTo("NO_PERMISSIONS");
    }

    @Test
    void queuesAreTagged() {
        client.json("TagQueue", "{" + URL + ",'Tags':{'a':'1','b':'2'}}");
        client.json("UntagQueue", "{" + URL + ",'TagKeys':['a']}");

        assertThat(client.json("ListQueueTags", "{" + URL + "}").path("Tags")).isEqualTo(Json.read("{\"b\":\"2\"}"));
    }

    private JsonNode received(String more) {
        return client.json("ReceiveMessage", "{" + URL + (more.isEmpty() ? "" : "," + more) + "}")
                .at("/Messages/0");
    }

    private JsonNode attributes(String name) {
        return client.json("GetQueueAttributes", "{" + URL + ",'AttributeNames':['" + name + "']}")
                .path("Attributes");
    }

    private String error(String operation, String input) {
        return client.json(operation, input).path("__type").asText();
    }
}
